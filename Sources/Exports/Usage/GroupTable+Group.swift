extension GroupTable {
  /// The rows of one invoice that make one line together.
  struct Group: BitwiseCopyable {
    /// With the rest of the group, the sum of its rows; likewise the quantity.
    var amount: Int128
    var quantity: Int64
    var invoice: UInt32
    var line: UInt32
    /// Texts and values on which all rows agree, 0 where they do not or have none.
    var unit: UInt32
    var unitPrice: UInt32
    var category: UInt32
    var description: UInt32
    var resource: UInt32
    var rows: UInt32
    private var orderLow: UInt32
    private var orderHigh: UInt8
    var amountScale: UInt8
    var quantityScale: UInt8
    /// What is true or not, in the last byte of the cache line.
    private var flags: UInt8

    init(_ entry: UsageEntry, order: Int) {
      amount = entry.amount
      quantity = entry.quantity
      invoice = entry.invoice
      line = entry.line
      unit = entry.unit
      unitPrice = entry.unitPrice
      category = 0
      description = 0
      resource = 0
      rows = UInt32(entry.rows)
      orderLow = UInt32(truncatingIfNeeded: order)
      orderHigh = UInt8(clamping: order >> 32)
      amountScale = entry.amountScale
      quantityScale = entry.quantityScale
      flags = entry.hasQuantity ? 1 : 0
    }

    /// Whether the units of all rows agree and each states a quantity.
    @inline(__always)
    var hasQuantity: Bool {
      get { flags & 1 != 0 }
      set { flags = flags & ~1 | (newValue ? 1 : 0) }
    }

    /// Whether a row of the present file was added, in a group of former files.
    @inline(__always)
    var isTouched: Bool {
      get { flags & 2 != 0 }
      set { flags = flags & ~2 | (newValue ? 2 : 0) }
    }

    /// The number of its first row among all usage rows, up to 10^12.
    var order: Int {
      get { Int(orderHigh) &<< 32 | Int(orderLow) }
      set {
        orderLow = UInt32(truncatingIfNeeded: newValue)
        orderHigh = UInt8(clamping: newValue >> 32)
      }
    }
  }
}
