import Billing
import Markdown
import TestSupport
import Testing

@testable import Pages

/// Figures and dates written as bytes, against their own texts.
@Suite struct ValueTests {
  private func text(_ write: (ByteBuffer) -> Void) -> String {
    let buffer = ByteBuffer(capacity: 16)
    write(buffer)
    return buffer.string
  }

  /// Integers of all sizes, with digits of all kinds.
  private func integer(_ random: inout SplitMix64) -> Int128 {
    let value = Int128.random(in: -Amount.limit...Amount.limit, using: &random)
    let smaller = value >> Int.random(in: 0...100, using: &random)
    return Bool.random(using: &random) ? smaller : smaller * 1000 / 1000 / 100 * 100
  }

  @Test(arguments: [0x5EED, UInt64.random(in: 0 ... .max)])
  func figures(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    for code in ["USD", "JPY", "KWD", "CLF"] {
      let currency = try #require(Currency(code))
      for _ in 0..<3_000 {
        let units = integer(&random)
        let amount = try #require(Amount(ExactDecimal(units, scale: currency.minorUnits), in: currency, .down))
        #expect(text { $0.append(amount, in: currency) } == amount.text(in: currency))
        let value = ExactDecimal(units, scale: Int.random(in: 0...12, using: &random))
        #expect(text { $0.append(value) } == value.description)
      }
    }
    let wide = try ExactDecimal("12345678901234567890123456789012345678901234567890.10")
    #expect(text { $0.append(wide) } == wide.description)
  }

  @Test(arguments: ["19%", "9.975%", "0%", "100%", "0.5%", "7.70 %", "0.000001%"])
  func rates(rate: String) throws {
    let rate = try Rate(rate)
    #expect(text { $0.append(rate) } == rate.percent)
    let taxes = [
      TaxRate(name: "VAT", rate: rate), TaxRate(name: "Levy", rate: nil),
      TaxRate(name: "A tax whose name is long", rate: rate),
    ]
    for tax in taxes { #expect(text { $0.append(tax) } == tax.text) }
    for code in [TaxCode.none, TaxCode(rates: [taxes[0]]), TaxCode(rates: taxes)] {
      #expect(text { $0.append(code) } == code.text)
    }
  }

  @Test func days() throws {
    for text in ["0001-01-01", "0999-12-31", "1970-01-01", "2024-02-29", "9999-12-31"] {
      let day = try #require(Day(text))
      #expect(self.text { $0.append(day) } == text)
      #expect(self.text { $0.append(day.month) } == day.month.description)
    }
    let day = try #require(Day("2024-05-13"))
    let one = try #require(BillingPeriod(from: day, until: day.adding(1)))
    let many = try #require(BillingPeriod(from: day, until: day.adding(30)))
    #expect(text { $0.append(one) } == "2024-05-13")
    #expect(text { $0.append(short: one) } == "2024-05-13")
    #expect(text { $0.append(many) } == "2024-05-13 – 2024-06-11")
    #expect(text { $0.append(short: many) } == "2024-05-13 – 2024-06-11")
    #expect(text { $0.append(short: day.month.period) } == "2024-05")
  }

  /// The page of a price, a quantity and an amount, in either form.
  @Test(arguments: [
    ("0.1", "0.10", "0.1", "0.10"), ("2", "2.00", "2", "2.00"), ("0.00045", "0.00045", "0.00045", "0.00"),
    ("1234.5600", "1234.56", "1234.56", "1234.56"), ("-3.5", "-3.50", "-3.5", "-3.50"),
  ])
  func pricesHaveAtLeastTheDigitsOfTheCurrency(value: String, price: String, quantity: String, amount: String) throws {
    let usd = try #require(Currency("USD"))
    let schema = Schema<ExactDecimal> {
      Pages.value("price") { $1.price($0, usd) }
      Pages.value("quantity") { $1.decimal($0) }
      Pages.value("amount") { $1.amount(Amount($0, in: usd, .halfUp) ?? .zero, usd) }
    }
    let template = try Template("{{price}} {{quantity}} {{amount}}\n", file: "t.md", schema: schema)
    let value = try ExactDecimal(value)
    #expect(text { template.html(value, into: $0) } == "<p>\(price) \(quantity) \(amount)</p>\n")
    let escaped = [price, quantity, amount].map { $0.hasPrefix("-") ? "\\" + $0 : $0 }.joined(separator: " ")
    #expect(text { template.markdown(value, into: $0) } == escaped + "\n")
  }

  @Test(arguments: [
    ("https://pay.example/{number}?x", "https://pay.example/A%2F1%20%C3%A9-._~?x"),
    ("https://pay.example/", "https://pay.example/"), ("{number}{number}", "A%2F1%20%C3%A9-._~A%2F1%20%C3%A9-._~"),
    ("https://pay.example/?a={amount}&n={number}&c", "https://pay.example/?a=103.76&n=A%2F1%20%C3%A9-._~&c"),
    ("{amount}", "103.76"), ("{sum}", "{sum}"),
  ])
  func payLinks(address: String, link: String) throws {
    let euro = try #require(Currency("EUR"))
    let amount = try #require(Amount(exactly: ExactDecimal("103.76"), in: euro))
    #expect(text { PayLink(address).write("A/1 é-._~", amount, euro, to: $0) } == link)
  }

  @Test func linksToPartsOfAPath() {
    let path = "workspaces/a%2Fb/INV%7.html"
    #expect(text { $0.append(link: path) } == "workspaces/a%252Fb/INV%257.html")
    #expect(text { $0.append(link: path, .folder) } == "workspaces/a%252Fb")
    #expect(text { $0.append(link: path, .name) } == "INV%257.html")
    #expect(text { $0.append(link: path, .name, dropping: 5) } == "INV%257")
    #expect(text { $0.append(link: "x", .name) } == "x")
    #expect(text { $0.append(link: "x", .folder) } == "x")
  }
}
