import Billing

/// A usage row, read: where it belongs and what it adds, in 64 bytes. Its texts stay in its batch until a group asks for
/// them.
struct UsageEntry: BitwiseCopyable {
  /// `amount × 10^-amountScale`
  let amount: Int128
  /// What it adds to the digest of its invoice.
  let digest: FieldElement
  /// `quantity × 10^-quantityScale`, where `hasQuantity`.
  let quantity: Int64
  /// The position of its invoice, and the number of its line in the `LineTable`.
  let invoice: UInt32
  let line: UInt32
  let unit: UInt32
  let unitPrice: UInt32
  /// Its position in its batch.
  let row: UInt32
  /// How many rows it stands for; 0 where a `WideCharge` says so.
  let rows: UInt16
  /// The scales, up to 36 and up to 18, and whether there is a quantity.
  private let form: UInt16

  @inline(__always)
  var amountScale: UInt8 { UInt8(truncatingIfNeeded: form & 0x3F) }
  @inline(__always)
  var quantityScale: UInt8 { UInt8(truncatingIfNeeded: form &>> 6 & 0x1F) }
  @inline(__always)
  var hasQuantity: Bool { form & 0x8000 != 0 }

  @inline(__always)
  init(
    amount: Int128, _ amountScale: UInt8, quantity: Int64, _ quantityScale: UInt8, hasQuantity: Bool,
    digest: FieldElement, invoice: UInt32, line: UInt32, unit: UInt32, unitPrice: UInt32, row: UInt32, rows: UInt16
  ) {
    (self.amount, self.quantity, self.digest) = (amount, quantity, digest)
    (self.invoice, self.line, self.unit, self.unitPrice) = (invoice, line, unit, unitPrice)
    (self.row, self.rows) = (row, rows)
    form = UInt16(amountScale) | UInt16(quantityScale) &<< 6 | (hasQuantity ? 0x8000 : 0)
  }
}

/// What a row says beyond what an entry has room for.
struct WideCharge {
  var amount: ExactDecimal
  var discount: ExactDecimal
  var quantity: ExactDecimal?
  /// How many rows it stands for.
  var rows: Int
}
