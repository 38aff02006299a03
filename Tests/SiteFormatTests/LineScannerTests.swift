import Testing

@testable import SiteFormat

/// Lines of another version: members that are new or missing, wherever they stand.
@Suite struct LineScannerTests {
  private func read(_ line: String) -> String {
    Array(line.utf8).withUnsafeBufferPointer { bytes in
      var scanner = LineScanner(bytes)
      guard scanner.skip("{") else { return "none" }
      let a = scanner.text("a") ?? "-"
      let b = scanner.whole("b").map { "\($0)" } ?? "-"
      let c = scanner.optionalText("c").map { $0.value ?? "null" } ?? "flawed"
      return "\(a) \(b) \(c) \(scanner.isWhole() ? "whole" : "broken")"
    }
  }

  @Test(arguments: [
    (#"{"a":"x","b":7,"c":"z"}"#, "x 7 z whole"), (#"{"a":"x","b":7,"c":null}"#, "x 7 null whole"),
    (#"{"a":"x","b":7}"#, "x 7 null whole"), (#"{"b":7,"c":"z"}"#, "- 7 z whole"), (#"{"a":"x"}"#, "x - null whole"),
    (#"{"n":{"a":"no","l":[1,{"b":2}]},"a":"x","m":"\"b\":9","b":7,"c":"z","o":[]}"#, "x 7 z whole"),
    (#"{"a":"x","b":7,"c":5}"#, "x 7 flawed broken"), (#"{"a":"x","b":7,"c":"z""#, "x 7 z broken"),
    (#"{"a":"x","b":7,"c":"z"},"#, "x 7 z broken"), (#"{}"#, "- - null whole"),
  ])
  func members(line: String, read: String) {
    #expect(self.read(line) == read)
  }
}
