extension JSONScanner {
  /// Takes a number and returns where it stands.
  mutating func number() throws(JSONFault) -> Range<Int> {
    let start = at
    if text[at] == UInt8(ascii: "-") { at += 1 }
    guard at < end else { throw unfinished }
    if text[at] == UInt8(ascii: "0") {
      at += 1
      if at < end, isDigit(text[at]) { throw JSONFault(problem: .leadingZero, offset: start) }
    } else {
      try digits()
    }
    if at < end, text[at] == UInt8(ascii: ".") {
      at += 1
      try digits()
    }
    if at < end, text[at] | 0x20 == UInt8(ascii: "e") {
      at += 1
      if at < end, text[at] == UInt8(ascii: "+") || text[at] == UInt8(ascii: "-") { at += 1 }
      try digits()
    }
    if at == end, !isEnd { throw ended }
    return start..<at
  }

  /// Takes `true`, `false` or `null` and returns where it stands.
  mutating func word() throws(JSONFault) -> Range<Int> {
    let start = at
    let word: StaticString = text[at] == UInt8(ascii: "t") ? "true" : text[at] == UInt8(ascii: "f") ? "false" : "null"
    for k in 0..<word.utf8CodeUnitCount {
      guard at < end else { throw ended }
      guard text[at] == word.utf8Start[k] else {
        throw JSONFault(problem: .unexpected("a value (true, false or null, in lower case)"), offset: start)
      }
      at += 1
    }
    return start..<at
  }

  private mutating func digits() throws(JSONFault) {
    guard at < end else { throw unfinished }
    guard isDigit(text[at]) else { throw JSONFault(problem: .number, offset: at) }
    while at < end, isDigit(text[at]) { at += 1 }
  }

  private var unfinished: JSONFault { isEnd ? JSONFault(problem: .number, offset: end) : ended }

  private func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
}
