/// What happened on accounts between two days. `opening + invoiced − credited − received + refunded = closing`.
public struct Movements: Sendable, Hashable {
  public var opening: Amount = .zero
  public private(set) var invoiced: Amount = .zero
  public private(set) var credited: Amount = .zero
  /// Less what was moved to invoices that are listed nowhere.
  public private(set) var received: Amount = .zero
  /// Refunds and chargebacks less those won back, and payments taken back.
  public private(set) var refunded: Amount = .zero

  public var closing: Amount { opening + invoiced - credited - received + refunded }

  public init(opening: Amount = .zero) {
    self.opening = opening
  }

  public mutating func add(_ entry: AccountEntry) {
    switch entry.kind {
    case .invoice: invoiced += entry.amount
    case .creditNote: credited += entry.amount
    case .payment where !entry.isReversed: received += entry.amount
    case .payment, .refund, .chargeback, .chargebackReversal: refunded += entry.effect
    case .credit: received -= entry.effect
    }
  }

  public static func + (a: Movements, b: Movements) -> Movements {
    var sum = a
    sum.opening += b.opening
    sum.invoiced += b.invoiced
    sum.credited += b.credited
    sum.received += b.received
    sum.refunded += b.refunded
    return sum
  }
}
