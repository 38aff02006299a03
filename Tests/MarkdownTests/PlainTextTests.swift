import TestSupport
import Testing

@testable import Markdown

/// The quick look at text against the slow ways.
@Suite struct PlainTextTests {
  @Test(arguments: [0x5EED, UInt64.random(in: 0 ... .max)])
  func plainTextIsLeftAsItIs(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let buffer = ByteBuffer(capacity: 16)
    for _ in 0..<60_000 {
      let text = Self.text(&random)
      for isQuoted in [false, true] {
        let clean = TextCleaning.clean(text)
        let shown = isQuoted ? HTMLEscape.attribute(clean) : HTMLEscape.text(clean)
        let isPlain = Array(text.utf8).withUnsafeBufferPointer { PlainText.isPlain($0, quoted: isQuoted) }
        // Nothing but ASCII and a `#` in quotes may be missed.
        let mayMiss = text.utf8.contains { $0 >= 0x80 || $0 == UInt8(ascii: "#") }
        guard isPlain ? text == shown : text != shown || mayMiss else {
          Issue.record("seed \(seed): \(text.debugDescription) \(isPlain) \(shown.debugDescription)")
          return
        }
        buffer.removeAll()
        buffer.append("<")
        let isAppended = Array(text.utf8).withUnsafeBufferPointer {
          PlainText.append($0, quoted: isQuoted, to: buffer)
        }
        guard isAppended == isPlain, buffer.string == (isPlain ? "<" + text : "<") else {
          Issue.record("seed \(seed): \(text.debugDescription) is written as \(buffer.string.debugDescription)")
          return
        }
      }
    }
  }

  /// Plain letters of any length, sometimes with one of what is not.
  private static func text(_ random: inout SplitMix64) -> String {
    let count = Int.random(in: 0...40, using: &random)
    var scalars = (0..<count).map { _ in Unicode.Scalar(UInt8.random(in: 0x21...0x7E, using: &random)) }
      .map { "&<>\"'".unicodeScalars.contains($0) ? "x" : $0 }
    if count > 0, Bool.random(using: &random) {
      let other: [Unicode.Scalar] = [
        "&", "<", ">", "\"", "'", "#", " ", "\n", "\u{1F}", "\u{7F}", "\u{80}", "\u{A0}", "é", "\u{2003}", "\u{FEFF}",
        "\u{FFFD}", "😀", "\0", "\u{85}", "\u{9B}", "\u{202A}", "\u{202E}", "\u{2066}", "\u{2069}", "–", "€",
        Unicode.Scalar(0xFDD0 as UInt16) ?? "&",
      ]
      scalars[Int.random(in: 0..<count, using: &random)] = other[Int.random(in: 0..<other.count, using: &random)]
    }
    return String(String.UnicodeScalarView(scalars))
  }

  @Test(arguments: [0x5EED, UInt64.random(in: 0 ... .max)])
  func plainAddressesAreLeftAsTheyAre(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    for _ in 0..<20_000 {
      let text = random.nastyText()
      for isStart in [false, true] {
        let isPlain = Array(text.utf8).withUnsafeBufferPointer { URLEscape.isPlain($0, isStart: isStart) }
        let buffer = ByteBuffer()
        TextCleaning.withClean(text) { URLEscape.append($0, to: buffer, as: .html, isStart: isStart) }
        guard isPlain == (buffer.string == text) else {
          Issue.record("seed \(seed): \(text.debugDescription) \(isPlain) \(buffer.string.debugDescription)")
          return
        }
      }
    }
  }
}
