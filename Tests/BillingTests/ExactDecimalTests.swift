import Testing

@testable import Billing

/// Exact arithmetic, with as many digits as it takes.
@Suite struct ExactDecimalTests {
  @Test func sumsAndProductsAreExact() {
    #expect("0.1" as ExactDecimal + "0.2" == "0.3")
    #expect("1" as ExactDecimal - "0.99" == "0.01")
    #expect("2.25" as ExactDecimal * "64.22" == "144.495")
    #expect("-1.5" as ExactDecimal * "-1.5" == "2.25")
    #expect(-("12.5" as ExactDecimal) == "-12.5")
    // A million rows at a hundred-millionth.
    var sum = ExactDecimal.zero
    for _ in 0..<1_000_000 { sum += "0.00000001" }
    #expect(sum == "0.01")
  }

  @Test func equalByValueWhateverTheDigits() {
    #expect("1.50" as ExactDecimal == "1.5")
    #expect(Set(["1.50", "1.5", "15e-1", "0.15e1"] as [ExactDecimal]).count == 1)
    #expect(Set(["100", "1e2", "100.00"] as [ExactDecimal]).count == 1)
    #expect(Set(["0", "-0.00", "0e9"] as [ExactDecimal]).count == 1)
    #expect("1.5" as ExactDecimal != "1.51")
  }

  @Test func orderedByValue() {
    let values: [ExactDecimal] = ["-2", "-1.5", "-0.01", "0", "0.009", "0.1", "1", "1e40", "1.1e40"]
    #expect(values.shuffled().sorted() == values)
  }

  @Test func signs() {
    #expect(("-0.00" as ExactDecimal).isZero)
    #expect(!("-0.00" as ExactDecimal).isNegative)
    #expect(("-0.01" as ExactDecimal).isNegative)
    #expect(("-1e50" as ExactDecimal).isNegative)
    #expect(!("1e50" as ExactDecimal).isNegative)
  }

  /// Each value to whole numbers: half away from zero, half to even, towards zero.
  @Test(
    arguments: [
      ("2.5", 3, 2, 2), ("3.5", 4, 4, 3), ("-2.5", -3, -2, -2), ("-3.5", -4, -4, -3), ("0.5", 1, 0, 0),
      ("-0.5", -1, 0, 0), ("2.4999", 2, 2, 2), ("2.5001", 3, 3, 2), ("-2.4999", -2, -2, -2), ("-2.5001", -3, -3, -2),
      ("1.5", 2, 2, 1), ("-1.5", -2, -2, -1), ("0.999", 1, 1, 0), ("7", 7, 7, 7), ("-7.000", -7, -7, -7),
      ("0.49999999999999999999999999999999999999999999", 0, 0, 0),
      ("0.5000000000000000000000000000000000000000000", 1, 0, 0),
      ("0.50000000000000000000000000000000000000000001", 1, 1, 0),
      ("-0.50000000000000000000000000000000000000000001", -1, -1, 0),
    ] as [(String, Int128, Int128, Int128)])
  func rounded(text: String, halfUp: Int128, halfEven: Int128, down: Int128) throws {
    let value = try ExactDecimal(text)
    #expect(value.rounded(toScale: 0, .halfUp) == halfUp)
    #expect(value.rounded(toScale: 0, .halfEven) == halfEven)
    #expect(value.rounded(toScale: 0, .down) == down)
  }

  @Test func roundedToTheMinorUnit() {
    #expect(("1.005" as ExactDecimal).rounded(toScale: 2, .halfUp) == 101)
    #expect(("1.015" as ExactDecimal).rounded(toScale: 2, .halfEven) == 102)
    #expect(("1.025" as ExactDecimal).rounded(toScale: 2, .halfEven) == 102)
    #expect(("-0.0055" as ExactDecimal).rounded(toScale: 3, .halfUp) == -6)
    #expect(("12.3" as ExactDecimal).rounded(toScale: 4, .down) == 123_000)
  }

  @Test func smallerThanAnythingTheScaleOf128BitsHolds() {
    #expect(("1e-60" as ExactDecimal).rounded(toScale: 2, .halfUp) == 0)
    #expect(("-1e-60" as ExactDecimal).rounded(toScale: 2, .halfEven) == 0)
    #expect(("5e-3" as ExactDecimal + "1e-60").rounded(toScale: 2, .halfEven) == 1)
  }

  @Test func theLimitsOf128BitsAreNoLimits() throws {
    let most = ExactDecimal(.max, scale: 0)
    let least = ExactDecimal(.min, scale: 0)
    // 2^127 = 170141183460469231731687303715884105728
    #expect(least.description == "-170141183460469231731687303715884105728")
    #expect((-least).description == "170141183460469231731687303715884105728")
    #expect((most + "1").description == "170141183460469231731687303715884105728")
    #expect((least - "1").description == "-170141183460469231731687303715884105729")
    #expect(most - most == .zero)
    #expect(least - least == .zero)
    #expect(most + least == "-1")
    #expect((most * "10").description == "1701411834604692317316873037158841057270")
    #expect(least * "-1" == -least)
    #expect(least < most)
    #expect(ExactDecimal(.min, scale: 2).description == "-1701411834604692317316873037158841057.28")
    #expect(
      ExactDecimal(.min, scale: 2).rounded(toScale: 0, .halfUp) == -1_701_411_834_604_692_317_316_873_037_158_841_057)
    #expect(
      ExactDecimal(.min, scale: 1).rounded(toScale: 0, .halfUp) == -17_014_118_346_046_923_173_168_730_371_588_410_573)
    #expect((most + "1").rounded(toScale: 0, .down) == nil)
    #expect(least.rounded(toScale: 0, .down) == .min)
    #expect(most.rounded(toScale: 2, .down) == nil)
  }

  @Test func wideValuesComeBackToNarrowOnes() {
    let wide = "1e50" as ExactDecimal + "0.5"
    #expect(wide.narrow == nil)
    #expect(wide.description == "1" + String(repeating: "0", count: 50) + ".5")
    #expect(wide - "1e50" == "0.5")
    #expect((wide - "1e50").narrow != nil)
    #expect(("1e20" as ExactDecimal * "1e20" * "1e-30" == "10000000000"))
  }

  @Test func normalizedDropsZerosAfterThePointOnly() {
    #expect(("1200.500" as ExactDecimal).description == "1200.5")
    #expect(("1200.000" as ExactDecimal).description == "1200")
    #expect(("0.0000004" as ExactDecimal).description == "0.0000004")
    let wide = "123456789012345678901234567890123456789012345.500" as ExactDecimal
    #expect(wide.description == "123456789012345678901234567890123456789012345.5")
  }
}
