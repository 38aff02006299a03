/// Where an invoice stands: its total against what was credited and paid, as of a day.
public struct Balance: Sendable, Hashable {
  public private(set) var credited: Amount = .zero
  /// Succeeded payments, applied credit and reversed chargebacks, less refunds and chargebacks.
  public private(set) var paid: Amount = .zero
  /// What finance does not expect to be paid any more: of `due`, which it leaves as it is.
  public private(set) var writtenOff: Amount = .zero
  /// Payments under way.
  public private(set) var pending: Amount = .zero
  /// Refunds and chargebacks that stand, for information: `paid` has them taken off already.
  public private(set) var refunded: Amount = .zero
  public private(set) var due: Amount = .zero
  /// Money on account: what was paid or credited beyond the total.
  public private(set) var credit: Amount = .zero
  /// Whether a chargeback stands that was not won back.
  public private(set) var isDisputed = false
  /// What customers have back, chargebacks aside: refunds, and payments that were refunded whole.
  public private(set) var returned: Amount = .zero
  /// What was won back beyond what was charged back.
  public private(set) var wonBackBeyond: Amount = .zero

  /// total − credited − paid; below zero it is the customer's.
  public let open: Amount

  /// What a customer is still asked for: due, and not under way yet.
  public var leftToPay: Amount { max(.zero, due - pending) }

  /// What is asked for only because money went back, and no credit note says that it is not owed any more. A chargeback
  /// that stands is another matter.
  public var dueAgain: Amount {
    isDisputed ? .zero : max(.zero, min(leftToPay, returned - credited))
  }

  /// - Parameters:
  ///   - payments: those of this invoice; what is dated after `asOf` does not count.
  ///   - creditNotes: those of this invoice, from their issue date.
  ///   - settles: false for a draft, a scheduled or void invoice and a credit note, which owe nothing.
  ///   - uncollectible: the day from which all that is left is written off; nil where it is not.
  public init(
    of total: Amount, payments: [Payment], creditNotes: [CreditNote], settles: Bool, uncollectible: Day? = nil,
    asOf: Day
  ) {
    for note in creditNotes where note.issueDate <= asOf { credited += note.amount }
    var writeOffs: Amount = .zero
    var disputed: Amount = .zero
    for payment in payments where payment.date <= asOf {
      switch (payment.state(asOf: asOf), payment.kind) {
      case (.succeeded, .payment), (.succeeded, .credit):
        paid += payment.amount
      case (.succeeded, .refund):
        paid -= payment.amount
        refunded += payment.amount
        returned += payment.amount
      // One that was never seen as received did not arrive: nothing of it is the customer's again.
      case (.refunded, .payment) where payment.reversed != nil:
        returned += payment.amount
      case (.succeeded, .chargeback):
        paid -= payment.amount
        disputed += payment.amount
      case (.succeeded, .chargebackReversal):
        paid += payment.amount
        disputed -= payment.amount
      case (.succeeded, .writeOff):
        writeOffs += payment.amount
      case (.processing, .payment):
        pending += payment.amount
      default:
        break
      }
    }
    isDisputed = disputed > .zero
    wonBackBeyond = max(.zero, -disputed)
    refunded += max(.zero, disputed)
    open = total - credited - paid
    guard settles else { return }
    due = max(.zero, open)
    credit = max(.zero, -open)
    writtenOff = uncollectible.map { $0 <= asOf } ?? false ? due : min(due, writeOffs)
  }
}

extension InvoiceHeader {
  /// The day from which an uncollectible invoice is written off: the latest of issue, due date and last payment; nil where
  /// it is not uncollectible.
  public func uncollectibleSince(_ payments: [Payment], asOf: Day) -> Day? {
    guard isUncollectible else { return nil }
    let events = [issueDate, dueDate].compactMap(\.self) + payments.lazy.map(\.date).filter { $0 <= asOf }
    return events.max() ?? period.end
  }
}
