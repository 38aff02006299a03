import Glibc

/// Text compared by its UTF-8 bytes, never by what it shows: `==` on strings takes é written as one character and as two
/// for the same, and its order depends on a version of Unicode.
enum TextOrder {
  /// Below zero, zero or above zero, as for `memcmp`.
  static func compare(_ a: String, _ b: String) -> Int {
    var a = a
    var b = b
    return a.withUTF8 { x in
      b.withUTF8 { y in
        let common = min(x.count, y.count)
        if common > 0 {
          let order = memcmp(x.baseAddress!, y.baseAddress!, common)
          if order != 0 { return Int(order) }
        }
        return x.count - y.count
      }
    }
  }
}

/// Whether two texts have the same bytes.
public func isSame(_ a: String, _ b: String) -> Bool { TextOrder.compare(a, b) == 0 }

/// Whether two texts have the same bytes, or both are absent.
public func isSame(_ a: String?, _ b: String?) -> Bool {
  guard let a, let b else { return a == nil && b == nil }
  return isSame(a, b)
}

/// Text by its UTF-8 bytes: the order of everything that is printed.
public func precedes(_ a: String, _ b: String) -> Bool { TextOrder.compare(a, b) < 0 }

/// Text by its UTF-8 bytes, the absent first.
func precedes(_ a: String?, _ b: String?) -> Bool {
  guard let b else { return false }
  guard let a else { return true }
  return precedes(a, b)
}
