import TestSupport
import Testing

@testable import Exports

@Suite("The fast and the strict way through CSV")
struct CSVPathsTests {
  /// A byte that is not UTF-8 in the first record sends all of a slice through the parser; nothing else may change.
  @Test func agree() throws {
    let seed = UInt64.random(in: .min ... .max)
    var random = SplitMix64(seed: seed)
    let parts = ["a", "12", "ü", ",", ",", ",", "\n", "\n", "\r\n", "\r", "\"", "\"\"", "\"x\"", ""]
    for _ in 0..<3000 {
      let length = Int.random(in: 0...40, using: &random)
      let text = (0..<length).map { _ in parts[Int.random(in: 0..<parts.count, using: &random)] }.joined()
      let fast = try read("a,b,c\nx,y,z\n" + text, .csv, .plain("c", "a"))
      let strict = try read(Array("a,b,c\nx,".utf8) + [0xFF] + Array(",z\n\(text)".utf8), .csv, .plain("c", "a"))
      #expect(Array(fast.rows.dropFirst()) == strict.rows, "seed \(seed), text \(text.debugDescription)")
      #expect(
        fast.findings == strict.findings.filter { $0.kind != .invalidUTF8 },
        "seed \(seed), text \(text.debugDescription)")
      let parts = try read("a,b,c\nx,y,z\n" + text, .csv, .plain("c", "a"), blockSize: 3)
      #expect(parts == fast, "seed \(seed), text \(text.debugDescription)")
    }
  }
}
