import Billing

/// What tells whether usage is still the usage an invoice was issued with, whatever puts it into lines.
///
/// It is additive: that of several rows is the sum of theirs, and that of a row which stands for others, with the sums of
/// their figures, is the same. A row adds `key × (a·amount + q·quantity + d·discount + r·rows)` in whole numbers modulo
/// `2^127 − 1`, where `key` is the product of an element for each of its texts and for its time, and `a`, `q`, `d` and `r` are
/// constants; dividing by ten is exact there, so that figures of any scale are one number. Rows of other texts, times or
/// figures come to another digest but for one chance in 10^38. It finds changes; it is no seal against somebody who
/// makes up rows to fit, who would gain nothing: what was issued stays as it was written down.
public struct UsageDigest: Sendable, Hashable {
  private(set) var element: FieldElement = .zero

  public init() {}

  init(_ element: FieldElement) {
    self.element = element
  }

  /// 32 digits.
  public var hexadecimal: String {
    let digits = String(element.value, radix: 16)
    return String(repeating: "0", count: 32 - digits.count) + digits
  }

  /// Nil for what is no digest.
  public init?(hexadecimal text: String) {
    guard text.utf8.count == 32, let value = UInt128(text, radix: 16), value < FieldElement.order else { return nil }
    element = FieldElement(value)
  }

  mutating func add(_ other: FieldElement) { element = element + other }
}

extension FieldElement {
  /// What texts and times of a row are told apart by: the same text means something else in another column.
  enum Part: UInt64 {
    case service = 1
    case category, description, resource, unit, unitPrice, taxCode, taxRate, chargeCategory, day, firstDay, endDay
  }

  /// The element of a text; 1 for an absent one.
  @inline(__always)
  init(_ text: FieldText?, as part: Part) {
    guard let text else {
      self = .one
      return
    }
    self.init(text.bytes, as: part)
  }

  @inline(__always)
  init(_ bytes: UnsafeBufferPointer<UInt8>, as part: Part) {
    var (low, high) = Self.lanes(part, UInt64(truncatingIfNeeded: bytes.count))
    let raw = UnsafeRawBufferPointer(bytes)
    var index = 0
    while index &+ 8 <= raw.count {
      Self.mix(UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)), &low, &high)
      index &+= 8
    }
    var rest: UInt64 = 0
    while index < raw.count {
      rest = rest &<< 8 | UInt64(raw[index])
      index &+= 1
    }
    Self.mix(rest, &low, &high)
    self.init(low, high)
  }

  init(_ text: String, as part: Part) {
    var text = text
    self = text.withUTF8 { FieldElement($0, as: part) }
  }

  @inline(__always)
  init(_ day: Day, as part: Part) {
    var (low, high) = Self.lanes(part, 0)
    Self.mix(UInt64(UInt32(bitPattern: day.number)), &low, &high)
    self.init(low, high)
  }

  /// Of the dates of a row.
  init(_ dates: BillingPeriod) {
    self = FieldElement(dates.start, as: .firstDay) * FieldElement(dates.end, as: .endDay)
  }

  @inline(__always)
  private static func lanes(_ part: Part, _ count: UInt64) -> (UInt64, UInt64) {
    (part.rawValue &* 0x9E37_79B9_7F4A_7C15 ^ count, part.rawValue &* 0xD1B5_4A32_D192_ED03 &+ count)
  }

  @inline(__always)
  private static func mix(_ word: UInt64, _ low: inout UInt64, _ high: inout UInt64) {
    low = HashSeed.fold(low ^ word ^ 0xA076_1D64_78BD_642F, 0xE703_7ED1_A0B4_28DB)
    high = HashSeed.fold(high ^ word ^ 0x8EBC_6AF0_9C88_C6E3, 0x5899_65CC_7537_4CC3)
  }

  /// Never 0: a row whose key were 0 would add nothing.
  @inline(__always)
  private init(_ low: UInt64, _ high: UInt64) {
    let value = UInt128(_low: low, _high: high &>> 1)
    self.init(value == 0 || value == Self.order ? 1 : value)
  }
}

/// The figures of a row as one number.
struct UsageFigures {
  /// What figures are multiplied by. Whoever reads many rows holds it, and does not ask for it each time.
  struct Constants: @unchecked Sendable {
    fileprivate let discount = FieldElement("discount", as: .service)
    fileprivate let row = FieldElement("rows", as: .service)
    /// Of amounts and of quantities times 10^-scale, by scale: what short figures need one product for. Never freed.
    fileprivate let amounts = Self.byScale("amount")
    fileprivate let quantities = Self.byScale("quantity")

    private static func byScale(_ name: String) -> UnsafePointer<FieldElement> {
      let elements = UnsafeMutablePointer<FieldElement>.allocate(capacity: UsageFigures.scales)
      for scale in 0..<UsageFigures.scales {
        (elements + scale).initialize(to: FieldElement(name, as: .service) * FieldElement(1, scale: scale))
      }
      return UnsafePointer(elements)
    }
  }

  static let constants = Constants()
  fileprivate static let scales = 37

  private(set) var element: FieldElement

  /// Of one row with short figures.
  ///
  /// - Parameter amount: `amount × 10^-scale`, scales up to 36; likewise the quantity, 0 for one that is not stated.
  @inline(__always)
  init(
    amount: Int128, _ amountScale: UInt8, quantity: Int64, _ quantityScale: UInt8, rows: UInt32, _ constants: Constants
  ) {
    let counts = rows == 1 ? constants.row : constants.row * FieldElement(UInt128(rows))
    element = constants.amounts[Int(amountScale)] * FieldElement(amount, scale: 0) + counts
    if quantity != 0 {
      element = element + constants.quantities[Int(quantityScale)] * FieldElement(Int128(quantity), scale: 0)
    }
  }

  /// - Parameter rows: how many rows it stands for.
  init(amount: ExactDecimal, quantity: ExactDecimal?, discount: ExactDecimal, rows: Int) {
    let constants = Self.constants
    element = constants.amounts[0] * FieldElement(amount) + constants.row * FieldElement(Int128(rows), scale: 0)
    if let quantity { element = element + constants.quantities[0] * FieldElement(quantity) }
    if !discount.isZero { element = element + constants.discount * FieldElement(discount) }
  }
}
