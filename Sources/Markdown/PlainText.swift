/// Text that stands for itself: what most text of an export is, told at a glance, eight bytes at a time.
///
/// A quick look may miss plain text; what it takes for plain is: `TextCleaning` and `HTMLEscape` leave it as it is.
public enum PlainText {
  /// Whether text is plain between tags or, `quoted`, in the quotes of an attribute.
  public static func isPlain(_ text: UnsafeBufferPointer<UInt8>, quoted: Bool) -> Bool {
    guard let start = text.baseAddress, let first = text.first, let last = text.last else { return true }
    return hasPlainEnds(first, last) && isPlain(UnsafeRawPointer(start), text.count, quoted, copyingTo: nil)
  }

  /// Appends text if it is plain.
  public static func append(_ text: UnsafeBufferPointer<UInt8>, quoted: Bool, to buffer: ByteBuffer) -> Bool {
    guard let start = text.baseAddress, let first = text.first, let last = text.last else { return true }
    guard hasPlainEnds(first, last) else { return false }
    return buffer.append(upTo: text.count + slack) { room in
      let room = UnsafeMutableRawPointer(room)
      return isPlain(UnsafeRawPointer(start), text.count, quoted, copyingTo: room) ? text.count : 0
    } > 0
  }

  /// Whether bytes mean nothing but themselves in every place: a digit, then digits, points and commas up to a digit.
  public static func isNumber(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = text.first, let last = text.last, isDigit(first), isDigit(last) else { return false }
    return text.allSatisfy { isDigit($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ",") }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func hasPlainEnds(_ first: UInt8, _ last: UInt8) -> Bool {
    first != 0x20 && last != 0x20 && last < 0x80 && !TextCleaning.mayBeginSpace(first)
  }

  /// How many bytes more than the text's a copy may write.
  private static let slack = 8

  /// Looks at `count` bytes, one or more, and at no others.
  @inline(__always) private static func isPlain(
    _ text: UnsafeRawPointer, _ count: Int, _ quoted: Bool, copyingTo room: UnsafeMutableRawPointer?
  ) -> Bool {
    var found: UInt64 = 0
    @inline(__always) func look(at offset: Int, _ bytes: UInt64) {
      found |= quoted ? suspects(bytes, 0x05, 0x27) : suspects(bytes, 0x04, 0x26)
      room?.storeBytes(of: bytes, toByteOffset: offset, as: UInt64.self)
    }
    if count < 8 {
      look(at: 0, short(text, count))
    } else {
      var at = 0
      while at + 8 <= count {
        look(at: at, text.loadUnaligned(fromByteOffset: at, as: UInt64.self))
        at += 8
      }
      // The last eight overlap the ones before.
      look(at: count - 8, text.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self))
    }
    return found & (0x80 &* ones) == 0
  }

  private static let ones: UInt64 = 0x0101_0101_0101_0101

  /// High bits, where a byte is a control, U+007F, the lead of U+FEFF and U+FDD0, that of marks of direction or of U+0080
  /// to U+009F (one but for a bit), `<` or `>` (likewise), or `special` once the bits of `mask` are set in it: `&` and `"`,
  /// in quotes `'` and, for no reason, `#` as well. Where there is one, bytes behind it may have theirs set, too.
  @inline(__always) private static func suspects(_ bytes: UInt64, _ mask: UInt64, _ special: UInt64) -> UInt64 {
    ((bytes &- (0x20 &* ones)) & ~bytes) | zeros((bytes | (mask &* ones)) ^ (special &* ones))
      | zeros((bytes | (0x02 &* ones)) ^ (0x3E &* ones)) | zeros(bytes ^ (0x7F &* ones))
      | zeros(bytes ^ (0xEF &* ones)) | zeros((bytes | (0x20 &* ones)) ^ (0xE2 &* ones))
  }

  /// The high bit of the first zero byte, among others behind it.
  @inline(__always) private static func zeros(_ bytes: UInt64) -> UInt64 { (bytes &- ones) & ~bytes }

  /// One to seven bytes, filled up with letters.
  @inline(__always) private static func short(_ text: UnsafeRawPointer, _ count: Int) -> UInt64 {
    func byte(_ at: Int) -> UInt64 { UInt64(text.load(fromByteOffset: at, as: UInt8.self)) &<< UInt64(8 &* at) }
    func four(_ at: Int) -> UInt64 {
      UInt64(text.loadUnaligned(fromByteOffset: at, as: UInt32.self)) &<< UInt64(8 &* at)
    }
    let filling = (0x61 &* ones) &<< UInt64(8 &* count)
    return filling | (count >= 4 ? four(0) | four(count - 4) : byte(0) | byte(count / 2) | byte(count - 1))
  }
}
