import Testing

@testable import Exports

@Suite("The fast and the strict way through CSV")
struct CSVPathsTests {
  /// A generator that gives the same numbers for the same seed.
  struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  /// A NUL in the first record sends all of a slice through the parser; nothing else may change.
  @Test func agree() throws {
    let seed = UInt64.random(in: .min ... .max)
    var random = SplitMix64(state: seed)
    let parts = ["a", "12", "ü", ",", ",", ",", "\n", "\n", "\r\n", "\r", "\"", "\"\"", "\"x\"", ""]
    for _ in 0..<3000 {
      let length = Int.random(in: 0...40, using: &random)
      let text = (0..<length).map { _ in parts[Int.random(in: 0..<parts.count, using: &random)] }.joined()
      let fast = try read("a,b,c\nx,y,z\n" + text, .csv, .plain("c", "a"))
      let strict = try read("a,b,c\nx,\0,z\n" + text, .csv, .plain("c", "a"))
      #expect(Array(fast.rows.dropFirst()) == strict.rows, "seed \(seed), text \(text.debugDescription)")
      #expect(
        fast.findings == strict.findings.filter { $0.kind != .nulByte }, "seed \(seed), text \(text.debugDescription)")
      let parts = try read("a,b,c\nx,y,z\n" + text, .csv, .plain("c", "a"), blockSize: 3)
      #expect(parts == fast, "seed \(seed), text \(text.debugDescription)")
    }
  }
}
