import Billing
import Diagnostics

/// A credit note as exported: its currency, where it states none, is that of its invoice.
public struct CreditNoteRow: Sendable, Equatable {
  public var number: Identifier
  public var invoice: Identifier
  public var workspace: Identifier?
  public var issueDate: Day
  /// Tax included.
  public var amount: ExactDecimal
  /// Of which tax, where that is stated.
  public var tax: ExactDecimal?
  /// The tax it takes back, where it is one of several.
  public var taxReference = TaxReference()
  /// What it takes back, where that is not all of the invoice in proportion.
  public var service: String?
  public var currency: Currency?
  public var reason: String?
}

/// Where the values of a credit note stand that can be at odds with its invoice.
public struct CreditNotePlaces: Sendable {
  public var issueDate: Place
  public var amount: Place
  public var tax: Place
  public var taxRate: Place
  public var taxCode: Place
  public var service: Place
}

/// Credit notes of the exports, by number.
struct CreditNoteRows: RowSink, ~Copyable {
  var reader: RowReader<CreditNoteColumn>
  var register = Register<CreditNoteRow>()
  /// Where each credit note stands, in the order of the register.
  var places: [CreditNotePlaces] = []

  init(reader: consuming RowReader<CreditNoteColumn>) {
    self.reader = reader
  }

  mutating func receive(_ batch: borrowing RecordBatch) {
    reader.rows += batch.count
    for row in 0..<batch.count {
      reader.isRefused = false
      let number = reader.requiredIdentifier(batch, row, .number)
      guard let note = note(number, batch, row), let number else { continue }
      let isNew = register.add(
        note, id: number, CreditNoteColumn.number.name, at: batch.place(row, CreditNoteColumn.number.rawValue),
        findings: &reader.findings)
      if isNew { places.append(CreditNotePlaces(batch, row)) }
    }
  }

  var rows: Int { reader.rows }

  mutating func endFile(missing: Set<Int>) { reader.endFile(missing: missing) }

  private mutating func note(_ number: Identifier?, _ batch: borrowing RecordBatch, _ row: Int) -> CreditNoteRow? {
    let invoice = reader.requiredIdentifier(batch, row, .invoice)
    let issueDate = reader.required(batch, row, .issueDate) == nil ? nil : reader.day(batch, row, .issueDate)
    let amount = reader.required(batch, row, .amount) == nil ? nil : reader.decimal(batch, row, .amount)
    if let amount, amount <= .zero {
      reader.refuse(
        Finding(
          .negativeAmount, at: batch.place(row, CreditNoteColumn.amount.rawValue), "amount is \(amount.digits)",
          because: "a credit note states what it takes back as a positive amount, tax included",
          remedy: "write the amount without its sign, or remove the row if it takes nothing back"))
    }
    let tax = tax(of: amount, batch, row)
    let reference = TaxReference(
      code: reader.identifier(batch, row, .taxCode), rate: reader.rate(batch, row, .taxRate))
    let currency = reader.currency(batch, row, .currency)
    guard let number, let invoice, let issueDate, let amount, !reader.isRefused else { return nil }
    return CreditNoteRow(
      number: number, invoice: invoice,
      workspace: reader.identifier(batch, row, .workspace), issueDate: issueDate, amount: amount, tax: tax,
      taxReference: reference, service: reader.text(batch, row, .service), currency: currency,
      reason: reader.text(batch, row, .reason))
  }

  /// What is stated as tax: a part of the amount.
  private mutating func tax(of amount: ExactDecimal?, _ batch: borrowing RecordBatch, _ row: Int) -> ExactDecimal? {
    guard let tax = reader.decimal(batch, row, .tax) else { return nil }
    let place = batch.place(row, CreditNoteColumn.tax.rawValue)
    if tax < .zero {
      reader.refuse(
        Finding(
          .negativeAmount, at: place, "tax is \(tax.digits)",
          because: "a credit note states what it takes back as positive amounts",
          remedy: "write the tax without its sign"
        ))
    } else if let amount, amount > .zero, amount < tax {
      reader.refuse(
        Finding(
          .creditMismatch, at: place, "the tax is \(tax.digits), and the amount that it is part of is \(amount.digits)",
          because: "amount is what is credited with its tax, and tax is how much of it is tax",
          remedy: "write the amount with its tax, or mend the tax"))
    }
    return tax
  }
}

extension CreditNotePlaces {
  fileprivate init(_ batch: borrowing RecordBatch, _ row: Int) {
    issueDate = batch.place(row, CreditNoteColumn.issueDate.rawValue)
    amount = batch.place(row, CreditNoteColumn.amount.rawValue)
    tax = batch.place(row, CreditNoteColumn.tax.rawValue)
    taxRate = batch.place(row, CreditNoteColumn.taxRate.rawValue)
    taxCode = batch.place(row, CreditNoteColumn.taxCode.rawValue)
    service = batch.place(row, CreditNoteColumn.service.rawValue)
  }
}
