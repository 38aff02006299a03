/// Randomness that a seed reproduces.
public struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64

  public init(seed: UInt64) { state = seed }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// Up to twelve scalars of what Markdown, HTML and Unicode can do to text.
  public mutating func nastyText() -> String {
    var text = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0...12, using: &self) {
      text.append(Self.nasty[Int.random(in: 0..<Self.nasty.count, using: &self)])
    }
    return String(text)
  }

  private static let nasty: [Unicode.Scalar] =
    Array(
      ("|\\`*_<>&[]()#+-.!~:\"'={}@/^$%;,? a1b2Z \n\r\t\u{0}\u{1}\u{1B}\u{7F}\u{85}\u{A0}\u{200F}\u{202E}\u{2028}"
        + "\u{3000}\u{FEFF}\u{FFFD}\u{E000}\u{301}é€😀\u{1F468}\u{200D}|*-`<&").unicodeScalars)
    + [Unicode.Scalar(0xFDD0 as UInt16) ?? "|"]
}
