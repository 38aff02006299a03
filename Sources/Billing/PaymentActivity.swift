/// What payments did in a span of days, in one currency.
public struct PaymentActivity: Sendable, Hashable {
  public struct Part: Sendable, Hashable {
    public private(set) var count = 0
    public private(set) var amount: Amount = .zero

    mutating func takeBack(_ amount: Amount) {
      count += 1
      self.amount -= amount
    }

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

  /// By month and currency, over the payments dated up to a day; `applied` are the ids of those put to an invoice.
  public static func byMonth(
    _ payments: some Sequence<Payment>, applied: Set<Identifier>, asOf: Day
  ) -> [Month: [PaymentActivity]] {
    var months: [Month: [PaymentActivity]] = [:]
    for payment in payments where payment.date <= asOf {
      months[payment.date.month, default: []].add(payment, isApplied: applied.contains(payment.id))
    }
    return months.mapValues { $0.sorted { $0.currency < $1.currency } }
  }

  fileprivate init(currency: Currency) {
    self.currency = currency
  }

  fileprivate mutating func add(_ payment: Payment, isApplied: Bool) {
    switch (payment.state, payment.kind) {
    case (.succeeded, .payment):
      received.add(payment.amount)
      if !isApplied { unapplied.add(payment.amount) }
    case (.succeeded, .credit): applied.add(payment.amount)
    case (.succeeded, .refund), (.succeeded, .chargeback), (.refunded, _): returned.add(payment.amount)
    case (.processing, .payment): processing.add(payment.amount)
    case (.failed, .payment): failed.add(payment.amount)
    case (.succeeded, .chargebackReversal): returned.takeBack(payment.amount)
    case (.succeeded, .writeOff), (.processing, _), (.failed, _), (.canceled, _): break
    }
  }
}

extension [PaymentActivity] {
  fileprivate mutating func add(_ payment: Payment, isApplied: Bool) {
    let index = firstIndex { $0.currency == payment.currency }
    if index == nil { append(PaymentActivity(currency: payment.currency)) }
    self[index ?? count - 1].add(payment, isApplied: isApplied)
  }
}
