import Glibc

/// The strict reading of one CSV record, byte by byte: the rules for whatever is not plain.
struct CSVRecordParser {
  enum Outcome: Hashable {
    /// A record; `contentEnd` is where its line break begins, `end` where the next record does.
    case record(contentEnd: Int, end: Int)
    /// The bytes end before the record does.
    case needsMore
    /// A record that breaks a rule at an offset; reading can go on at `end`, behind the next LF.
    case refused(CSVFault, at: Int, end: Int)
  }

  private let delimiter: UInt8
  /// The fields of the record read last, but for those beyond the most that a file may have.
  private(set) var fields: [Cell] = []
  /// How many fields it has.
  private(set) var count = 0

  init(delimiter: UInt8) { self.delimiter = delimiter }

  /// Reads the record that starts at `start`, within the bytes before `limit`; `isEnd` where the file ends there.
  mutating func parse(
    _ text: UnsafePointer<UInt8>, from start: Int, to limit: Int, isEnd: Bool, arena: inout ByteArena
  ) -> Outcome {
    fields.removeAll(keepingCapacity: true)
    count = 0
    var at = start
    while true {
      if at < limit, text[at] == 0x22 {
        guard let end = quoted(text, from: at, to: limit, arena: &arena) else {
          return isEnd ? .refused(.unterminatedQuote, at: at, end: limit) : .needsMore
        }
        at = end
        if at < limit, text[at] != delimiter, text[at] != 0x0A, text[at] != 0x0D {
          return refused(.textAfterQuote, at: at, text, limit, isEnd)
        }
      } else {
        let begin = at
        while at < limit, text[at] != delimiter, text[at] != 0x0A, text[at] != 0x0D {
          if text[at] == 0x22 { return refused(.strayQuote, at: at, text, limit, isEnd) }
          at += 1
        }
        append(Cell(begin, at - begin))
      }
      if at == limit { return isEnd ? .record(contentEnd: limit, end: limit) : .needsMore }
      if text[at] == 0x0A { return .record(contentEnd: at, end: at + 1) }
      if text[at] == 0x0D {
        if at + 1 < limit, text[at + 1] == 0x0A { return .record(contentEnd: at, end: at + 2) }
        if at + 1 == limit, !isEnd { return .needsMore }
        return refused(.loneReturn, at: at, text, limit, isEnd)
      }
      at += 1
    }
  }

  /// Takes the quoted field whose quote is at `start` and returns the offset behind its closing quote, nil where there
  /// is none.
  private mutating func quoted(
    _ text: UnsafePointer<UInt8>, from start: Int, to limit: Int, arena: inout ByteArena
  ) -> Int? {
    var entry: Int?
    var from = start + 1
    while let found = memchr(text + from, 0x22, limit - from) {
      let quote = UnsafeRawPointer(found) - UnsafeRawPointer(text)
      if quote + 1 < limit, text[quote + 1] == 0x22 {
        if entry == nil { entry = arena.begin(source: start + 1) }
        arena.append(text + from, count: quote + 1 - from)
        from = quote + 2
        continue
      }
      if let entry {
        arena.append(text + from, count: quote - from)
        append(Cell(entry, arena.count - entry, isQuoted: true, inArena: true))
      } else {
        append(Cell(from, quote - from, isQuoted: true))
      }
      return quote + 1
    }
    return nil
  }

  private mutating func append(_ field: Cell) {
    count += 1
    if count <= ColumnFindings.most { fields.append(field) }
  }

  private func refused(
    _ fault: CSVFault, at offset: Int, _ text: UnsafePointer<UInt8>, _ limit: Int, _ isEnd: Bool
  ) -> Outcome {
    guard let found = memchr(text + offset, 0x0A, limit - offset) else {
      return isEnd ? .refused(fault, at: offset, end: limit) : .needsMore
    }
    return .refused(fault, at: offset, end: UnsafeRawPointer(found) - UnsafeRawPointer(text) + 1)
  }
}
