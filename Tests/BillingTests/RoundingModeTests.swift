import Testing

@testable import Billing

@Suite struct RoundingModeTests {
  /// -8/4, -7/4 … 8/4 as whole numbers.
  @Test(
    "quarters from -2 to 2",
    arguments: [
      (RoundingMode.halfUp, [-2, -2, -2, -1, -1, -1, -1, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2]),
      (.halfEven, [-2, -2, -2, -1, -1, -1, 0, 0, 0, 0, 0, 1, 1, 1, 2, 2, 2]),
      (.down, [-2, -1, -1, -1, -1, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2]),
    ])
  func quarters(mode: RoundingMode, expected: [Int]) {
    #expect((-8...8).map { mode.quotient($0, 4) } == expected)
  }

  @Test(arguments: RoundingMode.allCases)
  func isSymmetricAndTheSameForWideNumbers(mode: RoundingMode) {
    func wide(_ value: Int) -> some SignedInteger { ExactDecimal(Int128(value), scale: 0).wide }
    for numerator in -200...200 {
      for denominator in 1...12 {
        let narrow = mode.quotient(Int128(numerator), Int128(denominator))
        #expect(mode.quotient(Int128(-numerator), Int128(denominator)) == -narrow)
        #expect("\(mode.quotient(wide(numerator), wide(denominator)))" == "\(narrow)")
      }
    }
  }

  @Test func namesAsInTheConfiguration() {
    #expect(RoundingMode.allCases.map(\.rawValue) == ["half-up", "half-even", "down"])
  }
}
