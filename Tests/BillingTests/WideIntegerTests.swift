import Testing

@testable import Billing

/// From a wide whole number to one of 128 bits: the same number, or none.
@Suite struct WideIntegerTests {
  @Test func everyPowerOfTwoAndItsNeighbours() {
    var power = "1" as ExactDecimal
    for _ in 0...200 {
      for offset in ["-2", "-1", "0", "1", "2"] as [ExactDecimal] {
        for value in [power + offset, -power + offset] {
          #expect(Int128(whole: value.wide) == Int128(value.description), "\(value)")
        }
      }
      power += power
    }
  }

  @Test func largeNegativeAmountsKeepTheirValue() throws {
    // 30 digits, through the wide path: 10^28 + 0.01, half of it off.
    let invoice = try bill(
      .charge("-4000000000000000000000000000.01", "A"), .charge("-4000000000000000000000000000.03", "B"),
      less: .amount("-0.01"), by: .with { $0.rounding = .document })
    #expect(invoice.ladder == "-8000000000000000000000000000.04 - -0.01 = -8000000000000000000000000000.03")
    #expect(invoice.amounts == ["-4000000000000000000000000000.01", "-4000000000000000000000000000.02"])
  }

  @Test func largeNegativeSumsKeepTheirValue() {
    let large = "-12345678901234567890123456789012345678901" as ExactDecimal
    // -12345678901234567890123456789012345678901 + 12345678901234567890000000000000000000000
    #expect(large + "12345678901234567890000000000000000000000" == "-123456789012345678901")
    #expect((large * "1e-20").rounded(toScale: 0, .halfUp) == -123_456_789_012_345_678_901)
  }
}
