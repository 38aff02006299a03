/// Where the bytes of a field are, in eight bytes: the offset in 32 bits, the length in 26, then the form and two flags.
struct Cell {
  private let bits: UInt64

  /// The longest field a cell can refer to, and so the highest record limit.
  static let longest = 1 << 26 - 1

  /// - Parameters:
  ///   - isQuoted: whether a quote stands right before the offset in the file.
  ///   - inArena: whether the offset is one of the arena instead of the block.
  init(_ offset: Int, _ length: Int, _ form: Field.Form = .text, isQuoted: Bool = false, inArena: Bool = false) {
    bits =
      UInt64(truncatingIfNeeded: offset) | UInt64(truncatingIfNeeded: length) &<< 32
      | UInt64(form.rawValue) &<< 58 | (isQuoted ? 1 &<< 62 : 0) | (inArena ? 1 &<< 63 : 0)
  }

  static var missing: Cell { Cell(0, 0, .missing) }

  var offset: Int { Int(truncatingIfNeeded: bits & 0xFFFF_FFFF) }
  var length: Int { Int(truncatingIfNeeded: bits &>> 32) & (1 << 26 - 1) }
  var form: Field.Form { Field.Form(rawValue: UInt8(truncatingIfNeeded: bits &>> 58) & 3) ?? .missing }
  var isQuoted: Bool { bits &>> 62 & 1 != 0 }
  var inArena: Bool { bits &>> 63 != 0 }
}
