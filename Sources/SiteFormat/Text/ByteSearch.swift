import Glibc

extension UnsafeRawBufferPointer {
  package func firstIndex(of byte: UInt8, from start: Int) -> Int? {
    guard start < count, let base = baseAddress, let found = memchr(base + start, Int32(byte), count - start) else {
      return nil
    }
    return UnsafeRawPointer(found) - base
  }

  /// Where the first such text begins.
  package func firstIndex(of text: some Collection<UInt8>, from start: Int) -> Int? {
    guard let first = text.first else { return nil }
    var start = start
    while let found = firstIndex(of: first, from: start) {
      if holds(text, at: found) { return found }
      start = found + 1
    }
    return nil
  }

  /// Whether a text stands at a place.
  package func holds(_ text: some Collection<UInt8>, at start: Int) -> Bool {
    guard count - start >= text.count else { return false }
    return text.withContiguousStorageIfAvailable { memcmp(baseAddress! + start, $0.baseAddress!, $0.count) == 0 }
      ?? self[start..<start + text.count].elementsEqual(text)
  }
}
