import Billing

/// What tells whether usage is still the usage an invoice was issued with, whatever puts it into lines.
///
/// It is additive: that of several rows is the sum of theirs, and that of a row which stands for others, with the sums of
/// their figures, is the same. A row adds `key × (a·amount + q·quantity + d·discount + r·rows)` in whole numbers modulo
/// `2^127 − 1`, where `key` is that of its `RowKey`, and `a`, `q`, `d` and `r` are constants; dividing by ten is exact
/// there, so that figures of any scale are one number. Rows of other texts, times or figures come to another digest but
/// for one chance in 10^38. It finds changes; it is no seal against somebody who makes up rows to fit, who would gain
/// nothing: what was issued stays as it was written down.
public struct UsageDigest: Sendable, Hashable {
  private(set) var element: FieldElement = .zero

  public init() {}

  init(_ element: FieldElement) {
    self.element = element
  }

  /// 32 digits.
  public var hexadecimal: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(unsafeUninitializedCapacity: 32) { text in
      var rest = element.value
      for index in (0..<32).reversed() {
        text[index] = digits[Int(truncatingIfNeeded: rest & 15)]
        rest >>= 4
      }
      return 32
    }
  }

  /// Nil for what is no digest.
  public init?(hexadecimal text: String) {
    guard text.utf8.count == 32, let value = UInt128(text, radix: 16), value < FieldElement.order else { return nil }
    element = FieldElement(value)
  }

  mutating func add(_ other: FieldElement) { element = element + other }
}

/// The figures of a row as one number.
struct UsageFigures {
  /// What figures are multiplied by. Whoever reads many rows holds it, and does not ask for it each time.
  struct Constants: @unchecked Sendable {
    fileprivate let discount = RowKey("discount", as: .service).element
    fileprivate let row = RowKey("rows", as: .service).element
    /// Of amounts and of quantities times 10^-scale, by scale: what short figures need one product for. Never freed.
    fileprivate let amounts = Self.byScale("amount")
    fileprivate let quantities = Self.byScale("quantity")

    @inline(__always)
    fileprivate func of(_ rows: UInt16) -> FieldElement { rows == 1 ? row : row * UInt64(rows) }

    private static func byScale(_ name: String) -> UnsafePointer<FieldElement> {
      let elements = UnsafeMutablePointer<FieldElement>.allocate(capacity: UsageFigures.scales)
      for scale in 0..<UsageFigures.scales {
        (elements + scale).initialize(to: RowKey(name, as: .service).element * FieldElement(1, scale: scale))
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
    amount: Int128, _ amountScale: UInt8, quantity: Int64, _ quantityScale: UInt8, rows: UInt16, _ constants: Constants
  ) {
    element = constants.amounts[Int(amountScale)].times(amount) + constants.of(rows)
    if quantity != 0 { element = element + constants.quantities[Int(quantityScale)].times(quantity) }
  }

  /// Of one row whose amount is its quantity times a price: by what `perQuantity` gives for the scale of the quantity.
  @inline(__always)
  init(quantity: Int64, times perQuantity: FieldElement, rows: UInt16, _ constants: Constants) {
    element = perQuantity.times(quantity) + constants.of(rows)
  }

  /// - Parameter scale: of the quantities.
  static func perQuantity(_ scale: UInt8, price: ShortDecimal, _ constants: Constants) -> FieldElement {
    constants.amounts[Int(scale &+ price.scale)].times(price.coefficient) + constants.quantities[Int(scale)]
  }

  /// - Parameter rows: how many rows it stands for.
  init(amount: ExactDecimal, quantity: ExactDecimal?, discount: ExactDecimal, rows: Int) {
    let constants = Self.constants
    element = constants.amounts[0] * FieldElement(amount) + constants.row.times(Int128(rows))
    if let quantity { element = element + constants.quantities[0] * FieldElement(quantity) }
    if !discount.isZero { element = element + constants.discount * FieldElement(discount) }
  }
}
