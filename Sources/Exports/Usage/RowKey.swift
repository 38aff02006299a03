import Billing

/// What a usage row is told apart by in the digest of its invoice: its texts and its time, whatever puts it into lines.
///
/// It is the sum of 128 bits for each of them, in any order; what is absent adds nothing. The same text means something
/// else in another column.
struct RowKey: BitwiseCopyable {
  enum Part: UInt64 {
    case service = 1
    case category, description, resource, unit, unitPrice, taxCode, taxRate, chargeCategory, day, firstDay, endDay
  }

  // Worked out where it stands: a stored constant would be looked at for every row whether it is there yet.
  @inline(__always)
  static var none: RowKey { RowKey(low: 0, high: 0) }

  private var low: UInt64
  private var high: UInt64

  @inline(__always)
  private init(low: UInt64, high: UInt64) {
    (self.low, self.high) = (low, high)
  }

  /// Of a text; `none` for an absent one.
  @inline(__always)
  init(_ text: FieldText?, as part: Part) {
    guard let text else {
      self = .none
      return
    }
    self.init(text.bytes, as: part)
  }

  @inline(__always)
  init(_ bytes: UnsafeBufferPointer<UInt8>, as part: Part) {
    self.init(part, UInt64(truncatingIfNeeded: bytes.count))
    let raw = UnsafeRawBufferPointer(bytes)
    var index = 0
    while index &+ 8 <= raw.count {
      mix(UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)))
      index &+= 8
    }
    var rest: UInt64 = 0
    while index < raw.count {
      rest = rest &<< 8 | UInt64(raw[index])
      index &+= 1
    }
    mix(rest)
  }

  init(_ text: String, as part: Part) {
    var text = text
    self = text.withUTF8 { RowKey($0, as: part) }
  }

  @inline(__always)
  init(_ day: Day, as part: Part) {
    self.init(part, 0)
    mix(UInt64(UInt32(bitPattern: day.number)))
  }

  /// Of the dates of a row.
  init(_ dates: BillingPeriod) {
    self = RowKey(dates.start, as: .firstDay) + RowKey(dates.end, as: .endDay)
  }

  @inline(__always)
  static func + (a: RowKey, b: RowKey) -> RowKey { RowKey(low: a.low &+ b.low, high: a.high &+ b.high) }

  /// As a number that figures are multiplied by. Every bit of it depends on all of the row, so that texts which change
  /// places between two rows come to something else. Never 0: the row would add nothing.
  @inline(__always)
  var element: FieldElement {
    let value = UInt128(
      _low: HashSeed.fold(low ^ 0x2D35_8DCC_AA6C_78A5, high ^ 0x8BB8_4B93_962E_ACC9),
      _high: HashSeed.fold(high ^ 0x4B33_A62E_D433_D4A3, low ^ 0x4D5A_2DA5_1DE1_AA47) &>> 1)
    return FieldElement(value == 0 || value == FieldElement.order ? 1 : value)
  }

  @inline(__always)
  private init(_ part: Part, _ count: UInt64) {
    low = part.rawValue &* 0x9E37_79B9_7F4A_7C15 ^ count
    high = part.rawValue &* 0xD1B5_4A32_D192_ED03 &+ count
  }

  @inline(__always)
  private mutating func mix(_ word: UInt64) {
    low = HashSeed.fold(low ^ word ^ 0xA076_1D64_78BD_642F, 0xE703_7ED1_A0B4_28DB)
    high = HashSeed.fold(high ^ word ^ 0x8EBC_6AF0_9C88_C6E3, 0x5899_65CC_7537_4CC3)
  }
}
