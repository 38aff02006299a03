import TestSupport
import Testing

@testable import Exports

@Suite("The check sum of gzip")
struct CRC32Tests {
  private static func sum(_ bytes: [UInt8], parts: [Int] = []) -> UInt32 {
    var sum = CRC32()
    bytes.withUnsafeBytes { all in
      var at = 0
      for part in parts + [bytes.count] {
        let end = min(at + part, bytes.count)
        sum.add(UnsafeRawBufferPointer(rebasing: all[at..<end]))
        at = end
      }
    }
    return sum.value
  }

  @Test func knownValues() {
    #expect(Self.sum([]) == 0)
    #expect(Self.sum(Array("123456789".utf8)) == 0xCBF4_3926)
    #expect(Self.sum(Array("The quick brown fox jumps over the lazy dog".utf8)) == 0x414F_A339)
  }

  @Test func partsDoNotShow() {
    var random = SplitMix64(seed: 1)
    let bytes = (0..<1000).map { _ in UInt8.random(in: 0...255, using: &random) }
    for length in 0..<64 { #expect(Self.sum(bytes, parts: [length, 3, length, 1]) == Self.sum(bytes)) }
  }
}
