/// Tells whether what a gzip file unpacks to is what was packed. libarchive passes over the sums that say so.
///
/// A file is a series of members, each with a trailer at its end: the check sum and the size of what it unpacks to. A
/// trailer stands where the next member begins or the file ends. Where members begin is known to the unpacker alone, so
/// every place that looks like a beginning counts, and a trailer that was none agrees with no text: its turn passes.
struct MemberCheck {
  struct Trailer: Hashable {
    var sum: UInt32
    /// Modulo 2³².
    var size: UInt32
  }

  /// More places that look like a beginning, and are none, hardly stand in a file of less than a hundred gigabytes.
  private static let most = 1 << 12

  /// Those that no text has agreed with so far, in the order of the file.
  private var trailers: [Trailer] = []
  /// Of the text behind the last trailer that agreed.
  private var sum = CRC32()
  private var size: UInt32 = 0

  /// Notes a trailer. It must be noted before the text is taken that it stands behind.
  ///
  /// - Returns: false where there are more of them than a file of text can have.
  mutating func expect(_ trailer: Trailer) -> Bool {
    trailers.append(trailer)
    return trailers.count <= Self.most
  }

  /// Takes the next part of the unpacked text.
  mutating func take(_ text: UnsafeRawBufferPointer) {
    var at = 0
    agree()
    while at < text.count {
      var step = text.count - at
      for trailer in trailers where trailer.size != size { step = min(step, Int(trailer.size &- size)) }
      sum.add(UnsafeRawBufferPointer(rebasing: text[at..<at + step]))
      size &+= UInt32(truncatingIfNeeded: step)
      at += step
      agree()
    }
  }

  /// Whether all of the text was taken and the last trailer agreed with what it stands behind.
  mutating func isWhole() -> Bool {
    agree()
    return trailers.isEmpty && size == 0
  }

  /// Ends members whose trailer says just what was taken. One that says nothing was taken comes right behind another.
  private mutating func agree() {
    while let index = trailers.firstIndex(of: Trailer(sum: sum.value, size: size)), size > 0 || index == 0 {
      trailers.removeFirst(index + 1)
      sum = CRC32()
      size = 0
    }
  }
}
