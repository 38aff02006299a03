import Billing

/// A usage row, read: where it belongs and what it adds. Its texts stay in its batch until a group asks for them.
struct UsageEntry: BitwiseCopyable {
  /// `amount × 10^-amountScale`
  var amount: Int128
  /// `quantity × 10^-quantityScale`, where `hasQuantity`.
  var quantity: Int64
  /// What it adds to the digest of its invoice.
  var digest: FieldElement
  /// The position of its invoice, and the number of its line in the `LineTable`.
  var invoice: UInt32
  var line: UInt32
  var unit: UInt32
  var unitPrice: UInt32
  /// Its position in its batch.
  var row: UInt32
  /// How many rows it stands for; 0 where a `WideCharge` says so.
  var rows: UInt32
  var amountScale: UInt8
  var quantityScale: UInt8
  var hasQuantity: Bool
}

/// What a row says beyond what an entry has room for.
struct WideCharge {
  var amount: ExactDecimal
  var discount: ExactDecimal
  var quantity: ExactDecimal?
  /// How many rows it stands for.
  var rows: Int
}
