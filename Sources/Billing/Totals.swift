/// The figures of an invoice before any payment. `subtotal + tax = total`, always.
public struct Totals: Sendable, Hashable {
  /// The lines before discounts.
  public var gross: Amount = .zero
  public var discount: Amount = .zero
  /// After all discounts, without tax.
  public var subtotal: Amount = .zero
  public var tax: Amount = .zero
  public var total: Amount { subtotal + tax }

  public init() {}
}
