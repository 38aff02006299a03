/// The addresses that the links of a page lead to: the values of its `href` and `src`, as they are written.
package struct PageLinks: Sequence, IteratorProtocol {
  private let page: UnsafeRawBufferPointer
  private var at = 0
  /// Whether `at` is inside a tag, before a key.
  private var isInTag = false
  /// Where what the tag is about to open ends: styles and scripts hold no markup.
  private var rawEnd: StaticString?

  package init(_ page: UnsafeRawBufferPointer) {
    self.page = page
  }

  package mutating func next() -> UnsafeRawBufferPointer? {
    while true {
      if isInTag {
        if let link = nextLink() { return link }
      } else {
        guard let start = page.firstIndex(of: UInt8(ascii: "<"), from: at) else { return nil }
        open(start + 1)
      }
    }
  }

  /// Steps over the name of a tag.
  private mutating func open(_ start: Int) {
    at = start
    if page.holds("!--".utf8, at: start) {
      at = page.firstIndex(of: "-->".utf8, from: start) ?? page.count
      return
    }
    guard at < page.count, (0x61...0x7A).contains(page[at] | 0x20) else { return }
    while at < page.count, !isEnd(page[at]) { at += 1 }
    if isSame(start..<at, "style") { rawEnd = "</style" }
    if isSame(start..<at, "script") { rawEnd = "</script" }
    isInTag = true
  }

  /// The next link of the tag; nil once the tag is done.
  private mutating func nextLink() -> UnsafeRawBufferPointer? {
    while at < page.count, page[at] != UInt8(ascii: ">") {
      let key = at
      while at < page.count, !isEnd(page[at]), page[at] != UInt8(ascii: "=") { at += 1 }
      let isLink = isSame(key..<at, "href") || isSame(key..<at, "src")
      skipSpace()
      guard at < page.count, page[at] == UInt8(ascii: "=") else {
        // A key without a value, or what stands between two keys.
        if at == key { at += 1 }
        continue
      }
      at += 1
      skipSpace()
      let value = value()
      if isLink { return UnsafeRawBufferPointer(rebasing: page[value]) }
    }
    isInTag = false
    if let rawEnd {
      let end = UnsafeBufferPointer(start: rawEnd.utf8Start, count: rawEnd.utf8CodeUnitCount)
      at = page.firstIndex(of: end, from: at) ?? page.count
      self.rawEnd = nil
    }
    return nil
  }

  private mutating func value() -> Range<Int> {
    guard at < page.count else { return at..<at }
    let quote = page[at]
    let start = at
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      let end = page.firstIndex(of: quote, from: start + 1) ?? page.count
      at = Swift.min(end + 1, page.count)
      return start + 1..<end
    }
    while at < page.count, !isSpace(page[at]), page[at] != UInt8(ascii: ">") { at += 1 }
    return start..<at
  }

  private mutating func skipSpace() {
    while at < page.count, isSpace(page[at]) { at += 1 }
  }

  /// Whether a name is this one, in any case.
  private func isSame(_ range: Range<Int>, _ name: StaticString) -> Bool {
    guard range.count == name.utf8CodeUnitCount else { return false }
    for index in 0..<range.count where page[range.lowerBound + index] | 0x20 != name.utf8Start[index] { return false }
    return true
  }

  private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  private func isEnd(_ byte: UInt8) -> Bool { isSpace(byte) || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/") }
}
