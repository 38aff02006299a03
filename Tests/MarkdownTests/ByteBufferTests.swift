import TestSupport
import Testing

@testable import Markdown

@Suite struct ByteBufferTests {
  @Test(arguments: [0x5EED, UInt64.random(in: 0 ... .max)])
  func figuresAreWrittenDigitByDigit(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let buffer = ByteBuffer(capacity: 16)
    for _ in 0..<20_000 {
      let bits = Int.random(in: 0...127, using: &random)
      let value = Int128(truncatingIfNeeded: Int128.random(in: .min ... .max, using: &random)) >> bits
      let scale = Int.random(in: 0...25, using: &random)
      let digits = String(value.magnitude)
      let padded = String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
      let text = scale == 0 ? padded : "\(padded.dropLast(scale)).\(padded.suffix(scale))"
      buffer.removeAll()
      buffer.append(decimal: value, scale: scale)
      guard buffer.string == (value < 0 ? "-" : "") + text else {
        Issue.record("seed \(seed): \(value) with \(scale) digits is written as \(buffer.string)")
        return
      }
    }
  }

  @Test(arguments: [
    (0, 1, "0"), (7, 2, "07"), (2024, 4, "2024"), (123_456, 4, "123456"), (-5, 2, "-05"), (0, 0, "0"),
    (Int.max, 1, "9223372036854775807"), (Int.min, 1, "-9223372036854775808"),
  ])
  func leadingZeros(value: Int, digits: Int, text: String) {
    let buffer = ByteBuffer()
    buffer.append(decimal: value, digits: digits)
    #expect(buffer.string == text)
  }

  @Test func shortRunsAreCopiedUpToTheirEnd() {
    let bytes = (0..<300).map { UInt8(truncatingIfNeeded: $0) }
    for count in 0...200 {
      let buffer = ByteBuffer(capacity: 16)
      buffer.append("x")
      bytes.withUnsafeBufferPointer { bytes in
        guard let start = bytes.baseAddress else { return }
        buffer.append(start + 50, count: count, padding: 50)
      }
      buffer.append("y")
      #expect(buffer.bytes == [0x78] + bytes[50..<(50 + count)] + [0x79])
    }
  }

  @Test func whatIsReservedNeedsNoRoomLater() {
    let buffer = ByteBuffer(capacity: 16)
    buffer.append("abc")
    buffer.reserve(1000)
    let before = buffer.withBytes { $0.baseAddress }
    buffer.append([UInt8](repeating: 0x64, count: 1000))
    #expect(buffer.withBytes { $0.baseAddress } == before)
    #expect(buffer.count == 1003)
    buffer.truncate(to: 3)
    #expect(buffer.string == "abc")
  }
}
