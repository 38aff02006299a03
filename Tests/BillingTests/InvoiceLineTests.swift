import Testing

@testable import Billing

/// How usage becomes lines: grouped, merged, ordered, rounded, discounted.
@Suite struct InvoiceLineTests {
  let byDocument = BillingPolicy.with { $0.rounding = .document }

  @Test func anInvoiceWithoutUsageComesToNothing() throws {
    let invoice = try bill()
    #expect(invoice.lines.isEmpty)
    #expect(invoice.sum == "0.00 + 0.00 = 0.00")
    #expect(invoice.taxes.isEmpty && invoice.services.isEmpty && invoice.usageRows == 0)
  }

  @Test func orderedByServiceDescriptionUnitPriceTaxAndAmount() throws {
    func group(
      _ service: String, _ description: String? = nil, unit: String? = nil, price: ExactDecimal? = nil,
      tax: Rate? = nil, _ amount: ExactDecimal
    ) -> UsageGroup {
      UsageGroup(
        service: service, description: description, unit: unit, unitPrice: price, amount: amount,
        tax: TaxReference(rate: tax))
    }
    // Upper case before lower case, and both before é: by bytes. The absent first. Prices by value, not as text.
    let ordered: [UsageGroup] = [
      group("B", nil, "1"), group("a", nil, "2"), group("a", "x", "3"), group("a", "x", unit: "GB", "4"),
      group("a", "x", unit: "GB", price: "9", "5"), group("a", "x", unit: "GB", price: "10.0", "6"),
      group("a", "x", unit: "GB", price: "10", tax: "7%", "7"),
      group("a", "x", unit: "GB", price: "10", tax: "19%", "8"),
      group("a", "y", "9"), group("e\u{301}", nil, "10"), group("f", nil, "11"), group("\u{E9}", nil, "12"),
    ]
    let invoice = try Invoice(
      .may("JPY"), usage: ordered.reversed(), workspaceTax: TaxReference(), policy: BillingPolicy())
    #expect(invoice.amounts == (1...12).map(String.init))
    let shuffled = try Invoice(
      .may("JPY"), usage: ordered.shuffled(), workspaceTax: TaxReference(), policy: BillingPolicy())
    #expect(shuffled.amounts == invoice.amounts)
  }

  @Test func exportOrderComesLast() throws {
    let rows = BillingPolicy.with { $0.grouping = LineGrouping([.row]) }
    var late = UsageGroup.charge("1", order: 9)
    late.resource = "late"
    var early = UsageGroup.charge("1", order: 2)
    early.resource = "early"
    let invoice = try bill(late, early, .charge("0.5", order: 20), by: rows)
    #expect(invoice.lines.map(\.resource) == [nil, "early", "late"])
    #expect(invoice.amounts == ["0.50", "1.00", "1.00"])
  }

  @Test func whatCameApartOnlyByWhereItsTaxStandsIsOneLine() throws {
    // One row states 19 %, the other takes it from the invoice.
    let header = InvoiceHeader.may { $0.tax = TaxReference(rate: "0.190") }
    let invoice = try Invoice(
      header,
      usage: [
        UsageGroup(
          service: "Compute", category: "A", unit: "h", unitPrice: "0.5", quantity: "3", amount: "0.004",
          tax: TaxReference(rate: "19%"), rows: 2, order: 7),
        UsageGroup(
          service: "Compute", category: "B", unit: "h", unitPrice: "0.50", quantity: "4", amount: "0.004", rows: 3,
          order: 1),
      ], workspaceTax: TaxReference(), policy: BillingPolicy())
    let line = try #require(invoice.lines.first)
    #expect(invoice.lines.count == 1)
    // 0.008 rounds to a cent where 0.004 twice would have rounded to none.
    #expect(invoice.amounts == ["0.01"])
    #expect(line.quantity == "7" && line.unit == "h" && line.unitPrice == "0.5")
    #expect(line.category == nil && line.rows == 5)
  }

  @Test func aLineShowsOnlyWhatItsRowsAgreeOn() throws {
    let byService = BillingPolicy.with { $0.grouping = LineGrouping([]) }
    func group(_ unit: String?, _ price: ExactDecimal?, _ quantity: ExactDecimal?) -> UsageGroup {
      UsageGroup(service: "Compute", unit: unit, unitPrice: price, quantity: quantity, amount: "1")
    }
    let prices = try bill(group("h", "1", "2"), group("h", "2", "3"), by: byService).lines[0]
    #expect((prices.unit, prices.unitPrice, prices.quantity) == ("h", nil, "5"))
    let units = try bill(group("h", "1", "2"), group("GB", "1", "3"), by: byService).lines[0]
    #expect((units.unit, units.unitPrice, units.quantity) == (nil, "1", nil))
    let some = try bill(group("h", "1", "2"), group("h", "1", nil), by: byService).lines[0]
    #expect((some.unit, some.unitPrice, some.quantity) == ("h", "1", nil))
    let three = try bill(group("h", nil, "2"), group("GB", nil, "3"), group("h", nil, "4"), by: byService).lines[0]
    #expect((three.unit, three.quantity) == (nil, nil))
  }

  @Test func groupingNeverPutsServicesOrTaxesTogether() throws {
    let least = BillingPolicy.with { $0.grouping = LineGrouping([]) }
    let invoice = try bill(
      .charge("1", "A", "x", tax: "7%"), .charge("2", "A", "y", tax: "7%"), .charge("4", "A", tax: "19%"),
      .charge("8", "B", tax: "7%"), by: least)
    #expect(invoice.amounts == ["3.00", "4.00", "8.00"])
    #expect(invoice.services == ["A 7.00", "B 8.00"])
  }

  @Test func aResourceIsALineOfItsOwnOnlyWhereAskedFor() throws {
    func group(_ resource: String) -> UsageGroup { UsageGroup(service: "A", resource: resource, amount: "0.005") }
    #expect(try bill(group("vm-1"), group("vm-2")).amounts == ["0.01"])
    let apart = BillingPolicy.with { $0.grouping = LineGrouping([.resource]) }
    #expect(try bill(group("vm-1"), group("vm-2"), by: apart).amounts == ["0.01", "0.01"])
  }

  @Test func lineRoundingSumsWhatIsPrinted() throws {
    // 0.335 three times: 0.34 × 3
    let lines: [UsageGroup] = [.charge("0.335", "A"), .charge("0.335", "B"), .charge("0.335", "C")]
    #expect(try bill(lines[0], lines[1], lines[2]).sum == "1.02 + 0.00 = 1.02")
    let even = try bill(lines[0], lines[1], lines[2], by: .with { $0.mode = .halfEven })
    #expect(even.amounts == ["0.34", "0.34", "0.34"])
    let down = try bill(lines[0], lines[1], lines[2], by: .with { $0.mode = .down })
    #expect(down.amounts == ["0.33", "0.33", "0.33"])
  }

  @Test func documentRoundingApportionsTheExactSum() throws {
    // 1.005 → 1.01; 0.34 each makes 1.02; one cent goes back from the first of equals.
    let invoice = try bill(.charge("0.335", "A"), .charge("0.335", "B"), .charge("0.335", "C"), by: byDocument)
    #expect(invoice.amounts == ["0.33", "0.34", "0.34"])
    #expect(invoice.sum == "1.01 + 0.00 = 1.01")
    // 0.004 + 0.003 + 0.003 = 0.01: to the part that rounding moved furthest down.
    let small = try bill(.charge("0.003", "A"), .charge("0.004", "B"), .charge("0.003", "C"), by: byDocument)
    #expect(small.amounts == ["0.00", "0.01", "0.00"])
  }

  @Test func documentRoundingOfLineDiscounts() throws {
    // Discounts 0.005 + 0.005 + 0.005 = 0.015 → 0.02; each rounds to 0.01, one cent back from the first.
    let invoice = try bill(
      .charge("1", "A", discount: "0.005"), .charge("1", "B", discount: "0.005"),
      .charge("1", "C", discount: "0.005"), by: byDocument)
    #expect(invoice.ladder == "3.00 - 0.02 = 2.98")
    #expect(invoice.amounts == ["1.00", "0.99", "0.99"])
  }

  @Test func theInvoicesDiscountIsSharedByGross() throws {
    // 10 over 30 : 60 : 10 = 3 : 6 : 1
    let invoice = try bill(.charge("30", "A"), .charge("60", "B"), .charge("10", "C"), less: "10")
    #expect(invoice.lines.map { $0.discount.text(in: "EUR") } == ["3.00", "6.00", "1.00"])
    // 0.10 over three equal lines: 0.0333… → 0.03 each, the missing cent to the first.
    let thirds = try bill(.charge("5", "A"), .charge("5", "B"), .charge("5", "C"), less: "0.10")
    #expect(thirds.lines.map { $0.discount.text(in: "EUR") } == ["0.04", "0.03", "0.03"])
  }

  @Test func aPercentageIsTakenOfWhatLineDiscountsLeave() throws {
    // (100 - 20) × 10 % = 8, over 100 : 100 → 4 each
    let invoice = try bill(.charge("100", "A", discount: "20"), .charge("100", "B"), less: "10%")
    #expect(invoice.ladder == "200.00 - 38.00 = 162.00")
    #expect(invoice.amounts == ["71.00", "91.00"])
  }

  @Test func discountsBeforeTaxLowerEachRate() throws {
    // 20 off 100 at 19 % and 100 at 7 %: 10 off each.
    let invoice = try bill(.charge("100", "A", tax: "19%"), .charge("100", "B", tax: "7%"), less: "20")
    #expect(invoice.breakdown == ["Tax 7% on 90.00: 6.30", "Tax 19% on 90.00: 17.10"])
  }

  @Test func aDiscountOverNothingIsAnError() {
    #expect(throws: Invoice.Failure.discountOverNothing) { try bill(less: "5") }
    #expect(throws: Invoice.Failure.discountOverNothing) { try bill(.charge("5", "A"), .charge("-5", "B"), less: "1") }
    #expect(throws: Never.self) { try bill(less: "0") }
  }

  @Test func creditsAreLinesWithTheirSign() throws {
    let invoice = try bill(.charge("100", "Compute"), .charge("-30.005", "Credit"), by: .taxed("20%"))
    #expect(invoice.amounts == ["100.00", "-30.01"])
    #expect(invoice.sum == "69.99 + 14.00 = 83.99")
    #expect(try bill(.charge("-10", "Credit"), by: .taxed("20%")).sum == "-10.00 + -2.00 = -12.00")
  }

  @Test func aFigureBeyondTheLimitIsNamed() {
    #expect(throws: Invoice.Failure.outOfRange("a line")) { try bill(.charge("1e29")) }
    #expect(throws: Invoice.Failure.outOfRange("a discount")) { try bill(.charge("1", discount: "1e29")) }
    #expect(throws: Invoice.Failure.outOfRange("the sum of the lines")) {
      try bill(.charge("9e27", "A"), .charge("9e27", "B"), by: byDocument)
    }
    #expect(throws: Invoice.Failure.outOfRange("the discount")) { try bill(.charge("1"), less: "1e29") }
    #expect(throws: Invoice.Failure.outOfRange("the tax")) { try bill(.charge("9e27"), by: .taxed("200%")) }
  }

  @Test(arguments: [("JPY", "1"), ("EUR", "1.00"), ("KWD", "0.500"), ("CLF", "0.5000")] as [(Currency, String)])
  func roundsToTheMinorUnitOfEveryCurrency(currency: Currency, amount: String) throws {
    #expect(try bill(.charge(currency.code == "EUR" ? "0.995" : "0.5"), in: currency).amounts == [amount])
  }

  @Test func asBilledIsSaidWhereQuantityTimesPriceIsAnotherAmount() throws {
    func line(_ amount: ExactDecimal) throws -> Line {
      try bill(UsageGroup(service: "A", unitPrice: "0.333", quantity: "3", amount: amount)).lines[0]
    }
    #expect(try !line("0.999").isAsBilled(in: "EUR", .halfUp))
    #expect(try !line("1.00").isAsBilled(in: "EUR", .halfUp))
    #expect(try line("0.99").isAsBilled(in: "EUR", .halfUp))
  }

  @Test func anInvoiceWithoutUsageMayTakeItsDeclaredFigures() throws {
    func asInvoiced(_ declare: (inout Declared) -> Void, _ source: BillingPolicy.LineSource = .declared) throws
      -> Invoice
    {
      try Invoice(
        .may { declare(&$0.declared) }, usage: [UsageGroup](), workspaceTax: TaxReference(),
        policy: .taxed("19%") { $0.lineSource = source })
    }
    let net = try asInvoiced { $0.subtotal = "100.00" }
    #expect(net.lines.map(\.service) == ["As invoiced"])
    #expect(net.sum == "100.00 + 19.00 = 119.00")
    #expect(net.usageRows == 0)
    let total = try asInvoiced {
      $0.total = "119.00"
      $0.tax = "19.00"
    }
    #expect(total.sum == "100.00 + 19.00 = 119.00")
    #expect(try asInvoiced({ $0.amountPaid = "5" }).lines.isEmpty)
    #expect(try asInvoiced({ $0.subtotal = "100.00" }, .usage).lines.isEmpty)
  }
}
