import Foundation
import Testing

/// A configuration or a template that cannot be used, and nothing is written.
@Suite("Settings that are refused")
struct RefusedSettingTests {
  @Test func brokenYAML() throws {
    let stderr =
      """
      report.yml:5: error: found unexpected end of stream
        fix: mend the YAML there; indentation by spaces and a space after each colon are the usual cause
      Nothing was written.

      """
    try expectRefusal(78, stderr) {
      try $0.config(
        """
        seller:
          name: "Cirro
        invoice:
          terms: x

        """)
    }
  }

  @Test func unknownKey() throws {
    let stderr =
      """
      report.yml:2: error: there is no key seller.nmae
        fix: did you mean name? Known here: name, legal_name, address, city, postal_code, country, tax_id, email, \
      logo, bank
      report.yml:3: error: there is no key roundin
        fix: did you mean rounding? Known here: seller, invoice, currency, rounding, rounding_mode, declared, overlaps, \
      check, lines, tax, dates, publish, labels, locale, sources
      Nothing was written.

      """
    try expectRefusal(78, stderr) {
      try $0.config(
        """
        seller:
          nmae: Cirro
        roundin: line

        """)
    }
  }

  @Test func misspeltVariable() throws {
    let stderr =
      """
      templates/invoice.md:147:65: error: unknown variable 'totl'
        fix: did you mean 'total'?
      Nothing was written.

      """
    try expectRefusal(78, stderr) {
      try $0.template("invoice.md", replacing: "| **{{total}}** |", by: "| **{{totl}}** |")
    }
  }

  @Test func noTemplates() throws {
    let stderr =
      """
      templates/changes.md: error: there is no file 'changes.md'
        fix: copy it from the templates that come with report
      templates/history.md: error: there is no file 'history.md'
        fix: copy it from the templates that come with report
      templates/index.md: error: there is no file 'index.md'
        fix: copy it from the templates that come with report
      templates/invoice.md: error: there is no file 'invoice.md'
        fix: copy it from the templates that come with report
      templates/page.css: error: there is no file 'page.css'
        fix: copy it from the templates that come with report
      templates/page.html: error: there is no file 'page.html'
        fix: copy it from the templates that come with report
      templates/period.md: error: there is no file 'period.md'
        fix: copy it from the templates that come with report
      templates/receivables.md: error: there is no file 'receivables.md'
        fix: copy it from the templates that come with report
      templates/reconciliation.md: error: there is no file 'reconciliation.md'
        fix: copy it from the templates that come with report
      Nothing was written.

      """
    try expectRefusal(78, stderr) {
      try $0.without("templates")
    }
  }
}
