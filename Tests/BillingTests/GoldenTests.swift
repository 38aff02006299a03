import Testing

@testable import Billing

/// Cases that other billing systems once got wrong, with the figures that are right.
@Suite("Golden figures")
struct GoldenTests {
  let quebec = BillingPolicy.with { $0.defaultTax = .quebec }
  let inclusive = BillingPolicy.with { $0.prices = .inclusive }

  @Test("invoiceninja#1453: 140.00 with GST 5% and QST 9.975%: 7.00 + 13.97")
  func twoTaxes() throws {
    // 140 × 0.09975 = 13.965, a half, away from zero 13.97; as a binary double it is just below, and gives 13.96.
    let invoice = try bill(.charge("140.00"), by: quebec)
    #expect(invoice.breakdown == ["GST 5% on 140.00: 7.00", "QST 9.975% on 140.00: 13.97"])
    #expect(invoice.sum == "140.00 + 20.97 = 160.97")
  }

  @Test("invoiceninja#1453: 1140.00 with the same taxes: 1310.72")
  func twoTaxesOnMore() throws {
    // 57.00 + 113.715 → 113.72
    let invoice = try bill(.charge("1140.00"), by: quebec)
    #expect(invoice.sum == "1140.00 + 170.72 = 1310.72")
  }

  @Test("invoiceninja/ui#2472: 300.00 with the same taxes: 15.00 + 29.93")
  func twoTaxesOn300() throws {
    // 300 × 0.09975 = 29.925 → 29.93
    let invoice = try bill(.charge("300.00"), by: quebec)
    #expect(invoice.breakdown == ["GST 5% on 300.00: 15.00", "QST 9.975% on 300.00: 29.93"])
    #expect(invoice.sum == "300.00 + 44.93 = 344.93")
  }

  @Test("invoiceninja#10856: 8500.00 less 7500.00 on the invoice, 19%: 1190.00")
  func invoiceDiscountBeforeTax() throws {
    let invoice = try bill(.charge("8500.00"), less: "7500.00", by: .taxed("19%"))
    #expect(invoice.ladder == "8500.00 - 7500.00 = 1000.00")
    #expect(invoice.sum == "1000.00 + 190.00 = 1190.00")
  }

  @Test("invoiceninja#3195: 2.25 × 64.22 less 100%: 0.00, never -0.01")
  func fullDiscount() throws {
    // 2.25 × 64.22 = 144.495: gross and discount round alike.
    let invoice = try bill(.sale("2.25", at: "64.22", less: "100%"))
    #expect(invoice.ladder == "144.50 - 144.50 = 0.00")
  }

  @Test("ksa_compliance#174: 1091.50 at 15%: 163.73")
  func halfAwayFromZero() throws {
    // 163.725 → 163.73
    #expect(try bill(.charge("1091.50"), by: .taxed("15%")).sum == "1091.50 + 163.73 = 1255.23")
    let even = BillingPolicy.taxed("15%") { $0.mode = .halfEven }
    #expect(try bill(.charge("1091.50"), by: even).sum == "1091.50 + 163.72 = 1255.22")
  }

  @Test("invopop/gobl#463: 0.75 × 98.50 at 19%: 73.88 + 14.04 = 87.92")
  func taxOnTheRoundedLine() throws {
    // 73.875 → 73.88; × 0.19 = 14.0372 → 14.04
    #expect(try bill(.sale("0.75", at: "98.50"), by: .taxed("19%")).sum == "73.88 + 14.04 = 87.92")
  }

  @Test("akaunting#2090: 57.48 less 10%, 21%: 51.73 + 10.86 = 62.59")
  func percentageOff() throws {
    // 5.748 → 5.75; 51.73 × 0.21 = 10.8633 → 10.86
    #expect(try bill(.charge("57.48"), less: "10%", by: .taxed("21%")).sum == "51.73 + 10.86 = 62.59")
    #expect(try bill(.sale("1", at: "57.48", less: "10%"), by: .taxed("21%")).sum == "51.73 + 10.86 = 62.59")
  }

  @Test("crater#889: 3 × 45.00 less 60.00, 21%: 75.00 + 15.75 = 90.75")
  func amountOff() throws {
    #expect(try bill(.sale("3", at: "45.00"), less: "60.00", by: .taxed("21%")).sum == "75.00 + 15.75 = 90.75")
  }

  @Test("odoo#36675: 55.55 and 11.11 at 23%: 15.33 per rate, 15.34 per line")
  func taxPerRateOrPerLine() throws {
    // 66.66 × 0.23 = 15.3318 → 15.33; 12.7765 → 12.78 and 2.5553 → 2.56 make 15.34
    let lines: [UsageGroup] = [.charge("55.55", "Compute"), .charge("11.11", "Storage")]
    #expect(try bill(lines[0], lines[1], by: .taxed("23%")).sum == "66.66 + 15.33 = 81.99")
    let perLine = BillingPolicy.taxed("23%") { $0.taxPerLine = true }
    #expect(try bill(lines[0], lines[1], by: perLine).sum == "66.66 + 15.34 = 82.00")
  }

  @Test("odoo#37896: 16 × 348.35 less 4%, 22%: 5350.66 + 1177.15 = 6527.81")
  func lineDiscount() throws {
    // 5573.60 - 222.944 → 222.94; 5350.66 × 0.22 = 1177.1452 → 1177.15
    let invoice = try bill(.sale("16", at: "348.35", less: "4%"), by: .taxed("22%"))
    #expect(invoice.ladder == "5573.60 - 222.94 = 5350.66")
    #expect(invoice.sum == "5350.66 + 1177.15 = 6527.81")
  }

  @Test("erpnext#58712: 2 × 379.00 including 21%: 626.45 + 131.55 = 758.00")
  func taxIncluded() throws {
    // 758 × 21 ÷ 121 = 131.5537…
    let policy = BillingPolicy.taxed("21%") { $0.prices = .inclusive }
    #expect(try bill(.sale("2", at: "379.00"), by: policy).sum == "626.45 + 131.55 = 758.00")
  }

  @Test("odoo PR169960: 2 × 21.53 including 21%: 35.59 + 7.47 = 43.06")
  func taxIncludedOnTheSum() throws {
    // 43.06 × 21 ÷ 121 = 7.4732…; a unit price without tax, rounded, would give 35.58.
    let policy = BillingPolicy.taxed("21%") { $0.prices = .inclusive }
    #expect(try bill(.sale("2", at: "21.53"), by: policy).sum == "35.59 + 7.47 = 43.06")
  }

  @Test("josemmo/einvoicing#63: 2 × 1.96 including 13% and 2 × 0.04 including 24%: 3.53 + 0.47 = 4.00")
  func twoRatesIncluded() throws {
    // 3.92 × 13 ÷ 113 = 0.4509… → 0.45; 0.08 × 24 ÷ 124 = 0.0154… → 0.02
    let invoice = try bill(
      .sale("2", of: "Wine", at: "1.96", tax: "13%"), .sale("2", of: "Bag", at: "0.04", tax: "24%"), by: inclusive)
    #expect(invoice.breakdown == ["Tax 13% on 3.47: 0.45", "Tax 24% on 0.06: 0.02"])
    #expect(invoice.sum == "3.53 + 0.47 = 4.00")
  }

  @Test("currency.js#469: 40.00 including 5%: 38.10 + 1.90 = 40.00")
  func fivePercentIncluded() throws {
    // 40 × 5 ÷ 105 = 1.9047…
    let policy = BillingPolicy.taxed("5%") { $0.prices = .inclusive }
    #expect(try bill(.charge("40.00"), by: policy).sum == "38.10 + 1.90 = 40.00")
  }
}
