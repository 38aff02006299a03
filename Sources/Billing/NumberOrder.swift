/// The order in which lists show documents by their numbers: runs of digits are compared as numbers, so that INV-9 comes
/// before INV-10, and everything else by its bytes. Numbers that differ in leading zeros alone are told apart by their bytes.
public enum NumberOrder {
  public static func precedes(_ a: Identifier, _ b: Identifier) -> Bool {
    var a = a.text
    var b = b.text
    return a.withUTF8 { x in b.withUTF8 { y in precedes(x, y) } }
  }

  private static func precedes(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Bool {
    var (i, j) = (0, 0)
    while i < a.count, j < b.count {
      if isDigit(a[i]), isDigit(b[j]) {
        let (x, y) = (digits(of: a, from: i), digits(of: b, from: j))
        // Without leading zeros the longer number is the greater one, and equally long ones compare by their digits.
        if x.count != y.count { return x.count < y.count }
        for position in 0..<x.count where a[x.lowerBound + position] != b[y.lowerBound + position] {
          return a[x.lowerBound + position] < b[y.lowerBound + position]
        }
        (i, j) = (x.upperBound, y.upperBound)
      } else {
        if a[i] != b[j] { return a[i] < b[j] }
        i += 1
        j += 1
      }
    }
    if i < a.count || j < b.count { return j < b.count }
    return a.lexicographicallyPrecedes(b)
  }

  /// Where the digits that begin at a position stand, without leading zeros.
  private static func digits(of text: UnsafeBufferPointer<UInt8>, from start: Int) -> Range<Int> {
    var end = start
    while end < text.count, isDigit(text[end]) { end += 1 }
    var first = start
    while first < end, text[first] == UInt8(ascii: "0") { first += 1 }
    return first..<end
  }

  private static func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }
}
