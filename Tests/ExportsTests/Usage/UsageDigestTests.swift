import Billing
import TestSupport
import Testing

@testable import Exports

/// What tells whether usage is still the usage an invoice was issued with.
@Suite struct UsageDigestTests {
  /// 2^127 − 1 is a prime: (p − 1)² is 1, 10 × 10^-1 is 1, and p itself is 0.
  @Test func arithmetic() {
    let minusOne = FieldElement(FieldElement.order - 1)
    #expect(minusOne * minusOne == .one)
    #expect(minusOne + .one == .zero)
    #expect(FieldElement(10, scale: 0) * FieldElement(1, scale: 1) == .one)
    #expect(FieldElement(-5, scale: 0) + FieldElement(5, scale: 0) == .zero)
    #expect(FieldElement(Int128.min, scale: 0) + FieldElement(Int128.max, scale: 0) + .one == .zero)
    #expect(FieldElement(1, scale: 70) * FieldElement(10_000_000_000, scale: 0) == FieldElement(1, scale: 60))
  }

  /// Products of random elements against another way: adding and doubling.
  @Test func products() {
    let seed = UInt64.random(in: .min ... .max)
    var random = SplitMix64(seed: seed)
    for _ in 0..<200 {
      let a = FieldElement(UInt128.random(in: 0..<FieldElement.order, using: &random))
      let b = FieldElement(UInt128.random(in: 0..<FieldElement.order, using: &random))
      var (sum, double, rest) = (FieldElement.zero, a, b.value)
      while rest > 0 {
        if rest & 1 == 1 { sum = sum + double }
        double = double + double
        rest >>= 1
      }
      #expect(a * b == sum, "seed \(seed)")
    }
  }

  @Test func scalesDoNotMatter() throws {
    for (one, other) in [("1.50", "1.5"), ("-0.10", "-0.1"), ("6.26E-12", "0.00000000000626"), ("100", "1E2")] {
      #expect(try FieldElement(ExactDecimal(one)) == FieldElement(ExactDecimal(other)), "\(one)")
    }
    let wide = try ExactDecimal(String(repeating: "9", count: 60) + ".25")
    let narrow = try ExactDecimal("0.25")
    #expect(FieldElement(wide) + FieldElement(ExactDecimal(1, scale: 0)) != FieldElement(wide))
    #expect(FieldElement(wide + -narrow) + FieldElement(narrow) == FieldElement(wide))
  }

  @Test func textsOfAnyLengthAndPlaceAreToldApart() {
    let texts = [
      "", "a", "b", "ab", "ba", "a\u{0}", "12345678", "123456789", "12345678\u{0}", "caf\u{E9}", "cafe\u{301}",
    ]
    let elements = texts.map { RowKey($0, as: .service).element } + texts.map { RowKey($0, as: .resource).element }
    #expect(Set(elements).count == elements.count)
  }

  /// The digests of rows are added up, and so are the parts of their keys: still it matters which parts go together.
  @Test func partsThatChangePlacesAreToldApart() {
    let services = ["Compute", "Storage"].map { RowKey($0, as: .service) }
    let days = [1, 2].map { RowKey(Day(number: $0), as: .day) }
    #expect((services[0] + days[0]).element == (days[0] + services[0]).element)
    let straight = (services[0] + days[0]).element + (services[1] + days[1]).element
    let crossed = (services[0] + days[1]).element + (services[1] + days[0]).element
    #expect(straight != crossed)
    #expect(RowKey(nil as FieldText?, as: .service).element == RowKey.none.element)
    #expect(RowKey("", as: .service).element != RowKey.none.element)
  }

  /// A whole number times an element, against adding it up.
  @Test func timesWholeNumbers() {
    let element = RowKey("x", as: .service).element
    var sum = FieldElement.zero
    for number in 0..<20 {
      #expect(element.times(Int128(number)) == sum)
      #expect(element.times(-Int128(number)) + sum == .zero)
      sum = sum + element
    }
    // 2^64 and beyond take another way.
    let wide = Int128(UInt64.max)
    #expect(element.times(wide) + element == element.times(wide + 1))
    #expect(element.times(-wide) == element.times(-wide - 1) + element)
    #expect(element.times(.max) == .zero)
    #expect(element.times(.min) + element == .zero)
  }

  /// Issued content keeps digests, and every later version compares them: worked out by the formula, by another program.
  @Test(arguments: [false, true])
  func isTheSameInEveryVersion(readsStrictly: Bool) throws {
    let exported = try Exported([
      "invoices.csv": "invoice_number,workspace_id,currency,billing_period\nA-1,acme,EUR,2024-05\n",
      "usage.csv": """
      invoice_number,service,description,resource,quantity,unit,unit_price,tax_rate,amount,discount,usage_rows,timestamp,charge_period_end
      A-1,"Compute, dedicated",,,3,h,0.15,19%,,,,,
      A-1,Storage,,eu-1,2.5,,,,10,1.5,40,,
      A-1,Storage,,,,,,,-0.125,,,2024-05-03T10:00:00Z,
      A-1,Support,Plan,,,,,,25,,,2024-05-01,2024-06-01
      """,
    ]) {
      $0.readsStrictly = readsStrictly
    }
    #expect(exported.messages.filter { $0.contains("error") } == [])
    #expect(exported.contents.usage.digest(of: 0).hexadecimal == "38502bbfb84415c25c7553330fe09943")
  }

  @Test func readsWhatItWrites() {
    var digest = UsageDigest()
    #expect(digest.hexadecimal == String(repeating: "0", count: 32))
    digest.add(RowKey("x", as: .service).element)
    #expect(UsageDigest(hexadecimal: digest.hexadecimal) == digest)
    for text in ["", "00", String(repeating: "f", count: 32), String(repeating: "g", count: 32)] {
      #expect(UsageDigest(hexadecimal: text) == nil)
    }
  }
}
