/// What payments did in a span of days, in one currency.
public struct PaymentActivity: Sendable, Hashable {
  public struct Part: Sendable, Hashable {
    /// A payment in parts is one.
    public private(set) var count = 0
    public private(set) var amount: Amount = .zero
    private var last: Identifier?

    fileprivate mutating func add(_ amount: Amount, of payment: Payment) {
      if payment.id != last { count += 1 }
      last = payment.id
      self.amount += amount
    }
  }

  public let currency: Currency
  /// Succeeded payments, those for no invoice included.
  public private(set) var received = Part()
  public private(set) var processing = Part()
  public private(set) var failed = Part()
  /// Refunds and chargebacks less those won back, payments taken back, and payments returned whole.
  public private(set) var returned = Part()
  /// Money on account moved to invoices.
  public private(set) var applied = Part()
  /// The part of `received` that was put to no invoice: none was named, or none that is owed.
  public private(set) var unapplied = Part()

  /// By month and currency, up to a day: money that came in counts in its month, and in the month it went back.
  ///
  /// - Parameter payments: all of them, those of one id together, and whether each was put to an invoice.
  public static func byMonth(
    _ payments: some Sequence<(payment: Payment, isApplied: Bool)>, asOf: Day
  ) -> [Month: [PaymentActivity]] {
    var months: [Month: [PaymentActivity]] = [:]
    for (payment, isApplied) in payments where payment.date <= asOf {
      months[payment.date.month, default: []].update(payment.currency) { $0.add(payment, isApplied: isApplied) }
      guard let reversed = payment.reversed, reversed <= asOf else { continue }
      months[reversed.month, default: []].update(payment.currency) { $0.takeBack(payment) }
    }
    return months.mapValues { $0.sorted { $0.currency < $1.currency } }
  }

  fileprivate init(currency: Currency) {
    self.currency = currency
  }

  fileprivate mutating func add(_ payment: Payment, isApplied: Bool) {
    // What was taken back later had succeeded in its month.
    switch (payment.reversed == nil ? payment.state : .succeeded, payment.kind) {
    case (.succeeded, .payment):
      received.add(payment.amount, of: payment)
      if !isApplied { unapplied.add(payment.amount, of: payment) }
    case (.succeeded, .credit): applied.add(payment.amount, of: payment)
    case (.succeeded, .refund), (.succeeded, .chargeback), (.refunded, _):
      returned.add(payment.amount, of: payment)
    case (.succeeded, .chargebackReversal): returned.add(-payment.amount, of: payment)
    case (.processing, .payment): processing.add(payment.amount, of: payment)
    case (.failed, .payment): failed.add(payment.amount, of: payment)
    case (.succeeded, .writeOff), (.processing, _), (.failed, _), (.canceled, _): break
    }
  }

  fileprivate mutating func takeBack(_ payment: Payment) {
    switch payment.kind {
    case .payment, .chargebackReversal: returned.add(payment.amount, of: payment)
    case .refund, .chargeback: returned.add(-payment.amount, of: payment)
    case .credit: applied.add(-payment.amount, of: payment)
    case .writeOff: break
    }
  }
}

extension [PaymentActivity] {
  fileprivate mutating func update(_ currency: Currency, _ body: (inout PaymentActivity) -> Void) {
    if let index = firstIndex(where: { $0.currency == currency }) { return body(&self[index]) }
    var activity = PaymentActivity(currency: currency)
    body(&activity)
    append(activity)
  }
}
