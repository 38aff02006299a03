import Billing
import Testing

@testable import Settings

@Suite struct ConfigurationTests {
  private func read(_ yaml: String) throws -> Configuration { try Configuration(yaml: yaml, file: "report.yml") }

  /// The whole text of what is wrong with a file.
  private func problems(_ yaml: String) -> String {
    do {
      _ = try Configuration(yaml: yaml, file: "report.yml")
      return ""
    } catch {
      return error.description
    }
  }

  @Test(arguments: ["", "# nothing\n", "seller:\ninvoice: ~\ntax: null\n", "{}"])
  func anEmptyFileIsTheDefaults(yaml: String) throws {
    #expect(try read(yaml) == Configuration())
  }

  @Test func theDefaults() {
    let configuration = Configuration()
    #expect(configuration.policy.rounding == .line && configuration.policy.mode == .halfUp)
    #expect(configuration.policy.prices == .exclusive && !configuration.policy.taxPerLine)
    #expect(configuration.policy.grouping == .standard && configuration.policy.lineSource == .usage)
    #expect(configuration.policy.defaultTax == .none && configuration.policy.taxCodes.isEmpty)
    #expect(
      !configuration.declaredWarns && !configuration.overlapsWarn && !configuration.periodEndIsInclusive
        && configuration.zone == "UTC")
    #expect(configuration.formats == [.html, .csv] && configuration.invoice.numberPrefix == "INV-")
  }

  @Test func everyKey() throws {
    let configuration = try read(
      """
      seller: {name: Acme, legal_name: Acme Cloud GmbH, address: Allee 1, city: Berlin, postal_code: 01067, country: DE,
        tax_id: DE123, email: billing@acme.example, bank: {iban: DE02, bic: COBA, name: Bank}}
      invoice: {terms: "**Net 14**", footer: Thanks, pay_url: "https://pay.example/{number}", number_prefix: R-,
        due_days: 14}
      currency: eur
      rounding: document
      rounding_mode: half-even
      declared: warn
      overlaps: warn
      lines: {group_by: [service, resource, tax], from: declared}
      tax:
        prices: inclusive
        per_line: true
        default: standard
        codes:
          standard: [{name: VAT, rate: 19%, category: S}]
          qc: [{name: GST, rate: 5%}, {name: QST, rate: 9.975%}]
          eu: [{name: VAT, rate: 0%, category: AE, reason: Reverse charge}]
      dates: {period_end: inclusive, zone: Europe/Berlin}
      publish: {formats: [csv, md], private_links: false, usage_detail: false}
      labels:
      locale: en
      """)
    let seller = configuration.seller
    #expect((seller.name, seller.legalName, seller.address) == ("Acme", "Acme Cloud GmbH", "Allee 1"))
    // A postal code keeps its leading zero.
    #expect((seller.city, seller.postalCode, seller.country) == ("Berlin", "01067", "DE"))
    #expect((seller.taxID, seller.email) == ("DE123", "billing@acme.example"))
    #expect((seller.iban, seller.bic, seller.bankName) == ("DE02", "COBA", "Bank"))
    let invoice = configuration.invoice
    #expect((invoice.terms, invoice.footer, invoice.payURL) == ("**Net 14**", "Thanks", "https://pay.example/{number}"))
    #expect((invoice.numberPrefix, invoice.dueDays) == ("R-", 14))
    #expect(configuration.currency?.code == "EUR" && configuration.declaredWarns && configuration.overlapsWarn)
    let policy = configuration.policy
    #expect((policy.rounding, policy.mode, policy.prices) == (.document, .halfEven, .inclusive))
    #expect(policy.taxPerLine && policy.lineSource == .declared)
    #expect(policy.grouping == LineGrouping([.service, .resource, .tax]))
    #expect(policy.taxCodes.mapValues(\.text) == ["standard": "VAT 19%", "qc": "GST 5% + QST 9.975%", "eu": "VAT 0%"])
    #expect(policy.taxCodes["eu"]?.rates.first?.reason == "Reverse charge")
    #expect(policy.taxCodes["eu"]?.rates.first?.category == "AE")
    #expect(policy.defaultTax == policy.taxCodes["standard"])
    #expect(configuration.periodEndIsInclusive && configuration.zone == "Europe/Berlin")
    // A site without pages is none.
    #expect(configuration.formats == [.html, .csv, .md])
  }

  @Test func numbersAreReadAsWritten() throws {
    let policy = try read("tax: {default: 0.1, codes: {a: [{name: A, rate: 0.30}], b: [{name: B, rate: 9.975%}]}}")
      .policy
    #expect(policy.defaultTax.rates.first?.rate?.percent == "10%")
    #expect(policy.taxCodes["a"]?.rates.first?.rate?.percent == "30%")
    #expect(policy.taxCodes["b"]?.rates.first?.rate?.fraction.description == "0.09975")
    // As a binary float this would be 0.1000000000000000055….
    #expect(policy.defaultTax.rates.first?.rate?.fraction.description == "0.1")
    #expect(try read("tax: {default: none}").policy.defaultTax == .none)
  }

  @Test(
    arguments: [
      (
        "currency: EUR\ncurency: EUR\n",
        """
        report.yml:2: error: there is no key curency
          fix: did you mean currency? Known here: seller, invoice, currency, rounding, rounding_mode, declared, overlaps, \
        check, lines, tax, dates, publish, labels, locale, sources
        """
      ),
      (
        "tax:\n  prices: exclusive\n  perline: true\n",
        """
        report.yml:3: error: there is no key tax.perline
          fix: did you mean per_line? Known here: prices, per_line, default, codes
        """
      ),
      (
        "dates: {xyz: 1}",
        "report.yml:1: error: there is no key dates.xyz\n  fix: Known here: period_end, zone"
      ),
      (
        "rounding_mode: half_even",
        """
        report.yml:1: error: rounding_mode is "half_even"
          fix: did you mean half-even? Write one of: half-up, half-even, down
        """
      ),
      (
        "\nrounding: total",
        "report.yml:2: error: rounding is \"total\"\n  fix: Write one of: line, document"
      ),
      (
        "currency: EURO",
        """
        report.yml:1: error: currency is "EURO", which ISO 4217 does not list
          fix: write a code such as EUR
        """
      ),
      (
        "tax: {codes: {vat: [{name: VAT, rate: 19}]}}",
        """
        report.yml:1: error: tax.codes.vat.rate is "19": a rate without a percent sign is a fraction, and this one is over 1
          fix: write 19% if that is what is meant, or the fraction (0.19 for 19%)
        """
      ),
      (
        "tax: {codes: {vat: [{rate: 19%}]}}",
        """
        report.yml:1: error: a tax of tax.codes.vat lacks its name or its rate
          fix: write {name: VAT, rate: 19%}
        """
      ),
      (
        "tax: {default: vat, codes: {standard: [{name: VAT, rate: 19%}]}}",
        """
        report.yml:1: error: tax.default is "vat", which is no tax code
          fix: write none, a rate such as 19%, or one of tax.codes: standard
        """
      ),
      (
        "invoice: {due_days: soon}",
        """
        report.yml:1: error: invoice.due_days is "soon", which is no whole number of days
          fix: write a number such as 30
        """
      ),
      (
        "seller: Acme",
        "report.yml:1: error: seller takes keys, not \"Acme\"\n  fix: write the keys below it, indented: name, legal_name, address, city, postal_code, country, tax_id, email, logo, bank"
      ),
      (
        "lines: {group_by: service}",
        "report.yml:1: error: lines.group_by takes a list, not \"service\"\n  fix: write lines.group_by: [first, second]"
      ),
      (
        "seller: {name: [a, b]}",
        "report.yml:1: error: seller.name takes one value, not a list\n  fix: write seller.name: value"
      ),
    ])
  func refused(yaml: String, text: String) {
    #expect(problems(yaml) == text)
  }

  @Test func allProblemsAreReportedTogether() {
    let text = problems("currency: X\nrounding: X\nfoo: 1\n")
    #expect(text.split(separator: "\n").filter { $0.contains("error:") }.count == 3)
  }

  @Test func aKeyThatStandsTwiceIsRefused() {
    let text = problems("currency: EUR\nrounding: line\ncurrency: USD\n")
    #expect(text.contains("currency") && text.contains("twice") && text.contains("report.yml:"), "\(text)")
    #expect(problems("tax: {default: 5%, default: 7%}").contains("twice"))
  }

  @Test func brokenYAMLIsPlaced() {
    let text = problems("seller:\n  name: [Acme\n")
    #expect(text.hasPrefix("report.yml:"), "\(text)")
    #expect(text.contains("fix: mend the YAML there"))
  }

  @Test func whatThisVersionCannotDoIsSaid() {
    #expect(problems("locale: de").contains("locale is not available"))
  }
}
