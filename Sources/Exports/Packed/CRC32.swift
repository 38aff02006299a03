/// The check sum in the trailers of gzip files (RFC 1952, section 8).
struct CRC32: BitwiseCopyable {
  private var state = ~UInt32(0)

  var value: UInt32 { ~state }

  /// Adds bytes, eight at a time: each of the eight has a table that also counts the bytes behind it.
  mutating func add(_ bytes: UnsafeRawBufferPointer) {
    state = Self.tables.withUnsafeBufferPointer { tables in
      var state = state
      var at = 0
      while at + 8 <= bytes.count {
        let word = bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self).littleEndian ^ UInt64(state)
        state = 0
        for byte in 0..<8 {
          state ^= tables[(7 &- byte) &* 256 &+ Int(word >> UInt64(8 &* byte) & 0xFF)]
        }
        at += 8
      }
      while at < bytes.count {
        state = tables[Int(UInt8(truncatingIfNeeded: state) ^ bytes[at])] ^ state >> 8
        at += 1
      }
      return state
    }
  }

  /// Eight tables of 256 entries: a byte with so many zero bytes behind it.
  private static let tables: [UInt32] = {
    var tables: [UInt32] = []
    for byte in 0..<256 as Range<UInt32> {
      var bits = byte
      for _ in 0..<8 { bits = bits & 1 == 0 ? bits >> 1 : bits >> 1 ^ 0xEDB8_8320 }
      tables.append(bits)
    }
    for index in 256..<8 * 256 {
      let before = tables[index - 256]
      tables.append(tables[Int(before & 0xFF)] ^ before >> 8)
    }
    return tables
  }()
}
