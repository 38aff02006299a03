import Testing

@testable import Billing

/// Credit notes that state a tax, a rate or a service: they take back exactly that, or are refused.
@Suite struct CreditStatementTests {
  /// A at 19 % and B at 7 %, 100.00 each.
  private func two() throws -> Invoice { try bill(.charge("100", "A", tax: "19%"), .charge("100", "B", tax: "7%")) }

  @Test func theTaxOfOneLine() throws {
    let note = try two().credited(by: .stating("119", tax: "19"))[0]
    #expect(note.breakdown == ["Tax 19% on 100.00: 19.00"])
    #expect(note.services == ["A 100.00"])
  }

  @Test func theTaxOfAPartOfOneRate() throws {
    #expect(try two().credited(by: .stating("59.50", tax: "9.50"))[0].breakdown == ["Tax 19% on 50.00: 9.50"])
    #expect(try two().credited(by: .stating("10.70", tax: "0.70"))[0].breakdown == ["Tax 7% on 10.00: 0.70"])
    // 10.00 with 19 % in it: 1.5966… and 8.4033…
    #expect(try two().credited(by: .stating("10", tax: "1.60"))[0].breakdown == ["Tax 19% on 8.40: 1.60"])
    // 0.03 at 19 % is 0.0057; so near to 0.01 are two taxes on parts of it as well.
    #expect(try two().refusal(of: .stating("0.04", tax: "0.01")) == .severalCombinations)
  }

  @Test func theTaxOfAllInProportion() throws {
    let half = try two().credited(by: .stating("113", tax: "13"))[0]
    #expect(half.breakdown == ["Tax 7% on 50.00: 3.50", "Tax 19% on 50.00: 9.50"])
    let all = try two().credited(by: .stating("226", tax: "26"))[0]
    #expect(all.breakdown == ["Tax 7% on 100.00: 7.00", "Tax 19% on 100.00: 19.00"])
  }

  /// 100 at 19 % and 50 at 7 % are 150 and 22.50; no other lines are.
  @Test func theTaxOfWholeLines() throws {
    let invoice = try bill(
      .charge("100", "A", tax: "19%"), .charge("50", "B", tax: "7%"), .charge("30", "C", tax: "7%"))
    let note = try invoice.credited(by: .stating("172.50", tax: "22.50"))[0]
    #expect(note.services == ["A 100.00", "B 50.00"])
    #expect(note.breakdown == ["Tax 7% on 50.00: 3.50", "Tax 19% on 100.00: 19.00"])
  }

  @Test func noTax() throws {
    let invoice = try bill(.charge("100", "A", tax: "19%"), .charge("50", "B", tax: "0%"))
    let note = try invoice.credited(by: .stating("20", tax: "0"))[0]
    #expect(note.breakdown == ["Tax 0% on 20.00: 0.00"] && note.services == ["B 20.00"])
    #expect(try bill(.charge("100")).credited(by: .stating("20", tax: "0"))[0].sum == "20.00 + 0.00 = 20.00")
  }

  @Test func aRate() throws {
    let note = try two().credited(by: .stating("10.70", rate: "7%"))[0]
    #expect(note.breakdown == ["Tax 7% on 10.00: 0.70"] && note.services == ["B 10.00"])
    #expect(try two().credited(by: .stating("10.70", tax: "0.70", rate: "7%"))[0].sum == "10.00 + 0.70 = 10.70")
  }

  @Test func aCode() throws {
    let policy = BillingPolicy.with {
      $0.taxCodes = ["qc": .quebec, "vat": .vat19]
      $0.defaultTax = .quebec
    }
    let invoice = try bill(
      .charge("100", "A"),
      UsageGroup(service: "B", amount: "100", tax: TaxReference(code: "vat")), by: policy)
    // 11.50 over 100 : 5.00 : 9.98
    let note = try invoice.credited(by: .stating("11.50", code: "qc"), codes: policy.taxCodes)[0]
    #expect(note.breakdown == ["GST 5% on 10.00: 0.50", "QST 9.975% on 10.00: 1.00"])
    #expect(note.services == ["A 10.00"])
    let stated = try invoice.credited(by: .stating("11.50", tax: "1.50", code: "qc"), codes: policy.taxCodes)[0]
    #expect(stated.breakdown == note.breakdown)
  }

  /// Two services of 0.33 at 20 % have a tax of 0.13 together, 0.065 each.
  @Test func aServiceThatSharesItsTax() throws {
    let invoice = try bill(.charge("0.33", "A"), .charge("0.33", "B"), by: .taxed("20%"))
    let notes = try invoice.credited(by: .stating("0.39", service: "A"), .stating("0.40", service: "B"))
    #expect(notes.map(\.sum) == ["0.33 + 0.06 = 0.39", "0.33 + 0.07 = 0.40"])
    #expect(notes.map(\.services) == [["A 0.33"], ["B 0.33"]])
    #expect(try invoice.credited(by: .stating("0.40", service: "A"))[0].sum == "0.33 + 0.07 = 0.40")
    #expect(try invoice.refusal(of: .stating("0.41", service: "A")) == .overNamed(left: units(40)))
    let stated = try invoice.credited(by: .stating("0.36", tax: "0.06", service: "A"), .stating("0.43", tax: "0.07"))
    #expect(stated.map(\.sum) == ["0.30 + 0.06 = 0.36", "0.36 + 0.07 = 0.43"])
  }

  @Test func whatTheInvoiceCannotGiveBack() throws {
    let invoice = try two()
    #expect(try invoice.refusal(of: .stating("10", service: "C")) == .unknownService(known: ["A", "B"]))
    #expect(try invoice.refusal(of: .stating("10", rate: "16%")) == .taxNotBorne(known: ["Tax 19%", "Tax 7%"]))
    #expect(try invoice.refusal(of: .stating("10", rate: "7%", service: "A")) == .taxNotBorne(known: ["Tax 19%"]))
    #expect(
      try invoice.refusal(of: .stating("10", code: "vat"), codes: ["vat": .vat19])
        == .taxNotBorne(known: ["Tax 19%", "Tax 7%"]))
    #expect(try invoice.refusal(of: .stating("119.01", service: "A")) == .overNamed(left: units(11_900)))
    #expect(try invoice.refusal(of: .stating("100", tax: "26.01")) == .taxOverLeft(left: units(2600)))
    #expect(try invoice.refusal(of: .stating("100", tax: "7.01", rate: "7%")) == .taxOverLeft(left: units(700)))
    let first = CreditNote.stating("119", tax: "19")
    #expect(try invoice.refusal(of: first, after: first) == .overInvoice(left: units(10_700)))
    #expect(try invoice.refusal(of: .stating("19", tax: "19"), after: first) == .taxOverLeft(left: units(700)))
    #expect(try invoice.refusal(of: .stating("119", tax: "5")) == .noCombination)
    #expect(try invoice.refusal(of: .stating("10", tax: "10")) == .noCombination)
    #expect(try invoice.refusal(of: .stating("10", tax: "1", rate: "19%")) == .noCombination)
    #expect(try bill(.charge("100")).refusal(of: .stating("10", tax: "1")) == .taxOverLeft(left: .zero))
  }

  /// 100 at 13 %, or a third of each of 7, 13 and 19 %: both are 13.00.
  @Test func aTaxThatSeveralPartsComeTo() throws {
    let invoice = try bill(
      .charge("100", "A", tax: "7%"), .charge("100", "B", tax: "13%"), .charge("100", "C", tax: "19%"))
    #expect(try invoice.refusal(of: .stating("113", tax: "13")) == .severalCombinations)
    let note = try invoice.credited(by: .stating("113", tax: "13", service: "B"))[0]
    #expect(note.breakdown == ["Tax 13% on 100.00: 13.00"])
  }

  /// Tax as the export gave it is on no line: how much of it is on a service has to be stated.
  @Test func givenTax() throws {
    let invoice = try bill(
      .charge("10", "A"), .charge("5", "B"), .givenTax("1.90", "Tax for A"), .givenTax("0.95", "Tax for B"))
    #expect(try invoice.refusal(of: .stating("11.90", service: "A")) == .taxIsGiven)
    let note = try invoice.credited(by: .stating("11.90", tax: "1.90", service: "A"))[0]
    #expect(note.services == ["A 10.00"] && note.taxSums == ["Tax for A 1.90"])
    #expect(note.taxes.map(\.taxable) == [nil])
    // A third of everything, or a part of the one or the other tax.
    #expect(try invoice.credited(by: .stating("5.95", tax: "0.95", service: "B"))[0].taxSums == ["Tax for B 0.95"])
    #expect(try invoice.refusal(of: .stating("5.95", tax: "0.95")) == .severalCombinations)
    #expect(try invoice.refusal(of: .stating("5", tax: "0.50")) == .noCombination)
    // 5.95 of 17.85 over 10 : 5 : 1.90 : 0.95
    #expect(try invoice.credited(by: .stating("5.95"))[0].taxSums == ["Tax for A 0.63", "Tax for B 0.32"])
    let all = try invoice.credited(by: .stating("17.85", tax: "2.85"))[0]
    #expect(all.taxSums == ["Tax for A 1.90", "Tax for B 0.95"] && all.services == ["A 10.00", "B 5.00"])
  }
}
