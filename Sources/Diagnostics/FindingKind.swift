/// Every kind of finding the tool can report, by the name that stands in brackets behind its message.
public enum FindingKind: String, Sendable, Hashable, CaseIterable {
  // The shape of a file.
  case emptyFile = "empty-file"
  case unreadableFile = "unreadable-file"
  case unsupportedFile = "unsupported-file"
  case damagedFile = "damaged-file"
  case duplicateFile = "duplicate-file"
  case overlappingFiles = "overlapping-files"
  case missingPart = "missing-part"
  case ignoredFile = "ignored-file"
  case invalidUTF8 = "invalid-utf8"
  case nulByte = "nul-byte"
  case csvSyntax = "csv-syntax"
  case rowWidth = "row-width"
  case jsonSyntax = "json-syntax"
  case jsonDuplicateKey = "json-duplicate-key"
  case jsonShape = "json-shape"
  case unfinishedList = "unfinished-list"
  case recordTooLong = "record-too-long"
  case tooManyColumns = "too-many-columns"
  case duplicateColumn = "duplicate-column"
  case missingColumn = "missing-column"
  case unknownColumn = "unknown-column"
  case aliasChosen = "alias-chosen"
  case trimmedIdentifier = "trimmed-identifier"

  // The values of a row.
  case missingValue = "missing-value"
  case number = "number"
  case numberRange = "number-range"
  case rate = "rate"
  case date = "date"
  case inclusivePeriodEnd = "inclusive-period-end"
  case emptyPeriod = "empty-period"
  case unknownWord = "unknown-word"
  case negativeAmount = "negative-amount"
  case unknownCurrency = "unknown-currency"
  case unknownTaxCode = "unknown-tax-code"
  case unknownCountry = "unknown-country"

  // Rows against each other.
  case lookAlike = "look-alike"
  case caseAlone = "case-alone"
  case duplicateID = "duplicate-id"
  case repeatedRow = "repeated-row"
  case unknownInvoice = "unknown-invoice"
  case ambiguousInvoice = "ambiguous-invoice"
  case unbilledUsage = "unbilled-usage"
  case missingCurrency = "missing-currency"
  case currencyMismatch = "currency-mismatch"
  case workspaceMismatch = "workspace-mismatch"
  case periodMismatch = "period-mismatch"
  case summedUsage = "summed-usage"
  case usageOutsidePeriod = "usage-outside-period"
  case unknownWorkspace = "unknown-workspace"
  case missingContact = "missing-contact"
  case orphanPayment = "orphan-payment"
  case orphanCreditNote = "orphan-credit-note"
  case numberGap = "number-gap"
  case numberOrder = "number-order"
  case dueBeforeIssue = "due-before-issue"
  case farFromPeriod = "far-from-period"
  case workspaceGone = "workspace-gone"

  // Rows against what was published.
  case changedIssued = "changed-issued"
  case voidedIssued = "voided-issued"
  case renumbered = "renumbered"
  case rebilledUsage = "rebilled-usage"
  case keptAsIssued = "kept-as-issued"
  case changedPayment = "changed-payment"
  case movedPayment = "moved-payment"
  case olderPayment = "older-payment"
  case changedCreditNote = "changed-credit-note"
  case heldInvoice = "held-invoice"

  // Figures.
  case discountOverNothing = "discount-over-nothing"
  case givenTaxDiffers = "given-tax-differs"
  case zeroTax = "zero-tax"
  case negativeInvoice = "negative-invoice"
  case declaredDiffers = "declared-differs"
  case declaredBalanceDiffers = "declared-balance-differs"
  case declaredStatusDiffers = "declared-status-differs"
  case refundOverPaid = "refund-over-paid"
  case creditOverTotal = "credit-over-total"
  case refundWithoutCreditNote = "refund-without-credit-note"
  case reversalOverChargebacks = "reversal-over-chargebacks"
  case creditOverAccount = "credit-over-account"
  case unappliedMoney = "unapplied-money"
  case creditBeforeInvoice = "credit-before-invoice"
  case creditMismatch = "credit-mismatch"

  // A published site, held against itself.
  case manifestDiffers = "manifest-differs"
  case badSignature = "bad-signature"
  case historyDiffers = "history-differs"
  case notAContinuation = "not-a-continuation"
  case uncheckedSignature = "unchecked-signature"
  case badChecksumLine = "bad-checksum-line"
  case fileChanged = "file-changed"
  case fileMissing = "file-missing"
  case fileExtra = "file-extra"
  case foreignFile = "foreign-file"
  case linkedFile = "linked-file"
  case unreadableRecord = "unreadable-record"
  case figuresDiffer = "figures-differ"
  case balanceDiffers = "balance-differs"
  case issuedDiffers = "issued-differs"
  case pageDiffers = "page-differs"
  case listDiffers = "list-differs"
  case brokenLink = "broken-link"
  case outsideLink = "outside-link"
  case exportsDiffer = "exports-differ"
}

extension FindingKind {
  /// The severity a kind has unless configuration says otherwise (`declared: warn`).
  public var severity: Severity {
    switch self {
    case .unknownColumn, .aliasChosen, .trimmedIdentifier, .repeatedRow, .unbilledUsage, .keptAsIssued,
      .uncheckedSignature,
      .foreignFile:
      .note
    case .ignoredFile, .usageOutsidePeriod, .unknownWorkspace, .missingContact, .orphanPayment, .orphanCreditNote,
      .numberGap,
      .rebilledUsage, .movedPayment, .olderPayment, .heldInvoice, .declaredBalanceDiffers, .declaredStatusDiffers,
      .refundOverPaid, .refundWithoutCreditNote, .reversalOverChargebacks, .creditOverAccount, .unappliedMoney,
      .givenTaxDiffers, .zeroTax, .negativeInvoice, .unknownCountry, .caseAlone, .numberOrder, .dueBeforeIssue,
      .farFromPeriod,
      .workspaceGone, .fileExtra:
      .warning
    default:
      .error
    }
  }
}
