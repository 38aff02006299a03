/// What payments did in a span of days, in one currency.
public struct PaymentActivity: Sendable, Hashable {
  public struct Part: Sendable, Hashable {
    public private(set) var count = 0
    public private(set) var amount: Amount = .zero

    mutating func add(_ amount: Amount) {
      count += 1
      self.amount += amount
    }
  }

  public let currency: Currency
  /// Succeeded payments, those for no invoice included.
  public private(set) var received = Part()
  public private(set) var processing = Part()
  public private(set) var failed = Part()
  /// Refunds, chargebacks and payments returned whole.
  public private(set) var returned = Part()
  /// Money on account moved to invoices.
  public private(set) var applied = Part()
  /// The part of `received` that was put to no invoice: none was named, or none that is owed.
  public private(set) var unapplied = Part()

  /// By currency, over the payments whose date `includes` takes; `applied` are the ids of those put to an invoice.
  public static func of(
    _ payments: some Sequence<Payment>, applied: Set<String>, includes: (Day) -> Bool
  ) -> [PaymentActivity] {
    var activities: [Currency: PaymentActivity] = [:]
    for payment in payments where includes(payment.date) {
      activities[payment.currency, default: PaymentActivity(currency: payment.currency)]
        .add(payment, isApplied: applied.contains(payment.id))
    }
    return activities.values.sorted { $0.currency < $1.currency }
  }

  private init(currency: Currency) {
    self.currency = currency
  }

  private mutating func add(_ payment: Payment, isApplied: Bool) {
    switch (payment.state, payment.kind) {
    case (.succeeded, .payment):
      received.add(payment.amount)
      if !isApplied { unapplied.add(payment.amount) }
    case (.succeeded, .credit): applied.add(payment.amount)
    case (.succeeded, .refund), (.succeeded, .chargeback), (.refunded, _): returned.add(payment.amount)
    case (.processing, .payment): processing.add(payment.amount)
    case (.failed, .payment): failed.add(payment.amount)
    case (.processing, _), (.failed, _), (.canceled, _): break
    }
  }
}
