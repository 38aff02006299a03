/// All of a record but its values: its keys in their order, and every brace, colon, comma and space. Records of an
/// export nearly always have the frame of the one before, and then nothing but the values has to be read.
///
/// Invariant: the frame is that of a record that was read strictly and found plain, so that a record with the same frame
/// has no key twice, none that was not met before, and no second name for a column.
struct JSONFrame: ~Copyable {
  /// What stands in front of a value, and the column the value is for.
  private struct Member {
    var start: Int
    var count: Int
    var column: Int?
  }

  private var members = RawList<Member>()
  /// The bytes of all pieces, one after the other, the one behind the last value at their end.
  private var bytes = ByteArena()
  private var last = 0
  private var isKnown = false

  /// Forgets what it was, to begin anew.
  mutating func begin() {
    members.removeAll()
    bytes.removeAll()
    isKnown = false
  }

  /// Adds what stands in front of a value.
  mutating func add(_ text: UnsafePointer<UInt8>, count: Int, column: Int?) {
    members.append(Member(start: bytes.count, count: count, column: column))
    bytes.append(text, count: count)
  }

  /// Adds what stands behind the last value.
  mutating func end(_ text: UnsafePointer<UInt8>, count: Int) {
    last = bytes.count
    bytes.append(text, count: count)
    isKnown = true
  }

  /// Takes a record of this frame and writes the cells of its values; false where it has another one, or anything else
  /// about it asks for a strict look. Then the scanner and the cells are of no use any more.
  func take(
    _ scanner: inout JSONScanner, into cells: UnsafeMutablePointer<Cell>, depth: Int, _ arena: inout ByteArena,
    _ scratch: inout ByteArena
  ) -> Bool {
    if !isKnown { return false }
    do throws(JSONFault) {
      for index in 0..<members.count {
        let member = members.base[index]
        guard follows(member.start, member.count, &scanner), scanner.at < scanner.end else { return false }
        guard let column = member.column else {
          try scanner.skipValue(depth: depth + 1, scratch: &scratch)
          continue
        }
        guard let cell = try scanner.scalar(&arena) else { return false }
        cells[column] = cell
      }
    } catch {
      return false
    }
    return follows(last, bytes.count - last, &scanner) && scanner.duplicate == nil
  }

  /// Steps over a piece of the frame, if that is what comes next.
  @inline(__always)
  private func follows(_ start: Int, _ count: Int, _ scanner: inout JSONScanner) -> Bool {
    guard scanner.end &- scanner.at >= count else { return false }
    let piece = UnsafeRawPointer(bytes.base + start)
    let text = UnsafeRawPointer(scanner.text + scanner.at)
    // Of the last word only the bytes of the piece count; a few behind it can be read on both sides.
    var at = 0
    while count &- at > 8 {
      if Self.difference(piece + at, text + at) != 0 { return false }
      at &+= 8
    }
    scanner.at &+= count
    return Self.difference(piece + at, text + at) &<< UInt64(truncatingIfNeeded: 64 &- 8 &* (count &- at)) == 0
  }

  @inline(__always)
  private static func difference(_ a: UnsafeRawPointer, _ b: UnsafeRawPointer) -> UInt64 {
    a.loadUnaligned(as: UInt64.self) ^ b.loadUnaligned(as: UInt64.self)
  }
}
