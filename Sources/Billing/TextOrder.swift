import Glibc

/// Text compared by its UTF-8 bytes, never by what it shows: `==` on strings takes é written as one character and as two
/// for the same, and its order depends on a version of Unicode.
enum TextOrder {
  /// Below zero, zero or above zero, as for `memcmp`.
  static func compare(_ a: String, _ b: String) -> Int {
    let order = a.utf8.withContiguousStorageIfAvailable { x in
      b.utf8.withContiguousStorageIfAvailable { y in compare(x, y) }
    }
    if let order = order ?? nil { return order }
    // A string that is not stored as UTF-8 has come from another language.
    return Array(a.utf8).withUnsafeBufferPointer { x in
      Array(b.utf8).withUnsafeBufferPointer { y in compare(x, y) }
    }
  }

  private static func compare(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Int {
    let common = min(a.count, b.count)
    guard common > 0, let x = a.baseAddress, let y = b.baseAddress else { return a.count - b.count }
    let order = memcmp(x, y, common)
    return order != 0 ? Int(order) : a.count - b.count
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
