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
        fix: did you mean rounding? Known here: seller, invoice, currency, rounding, rounding_mode, declared, \
      lines, tax, dates, publish, labels, locale, sources
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
      templates/invoice.md:86:17: error: unknown variable 'totl'
        fix: did you mean 'total'? Known here: document, number, status, flags, has_flags, draft, void, \
      is_credit_note, seller, seller_lines, buyer_name, buyer_lines, has_bank, bank_lines, has_terms, terms, \
      has_footer, footer, issue_date, has_issue_date, due_date, has_due_date, period, has_period, currency, \
      purchase_order, has_purchase_order, corrects, has_corrects, corrects_page, has_corrects_page, note, \
      has_note, services, taxes, method_lines, csv, has_csv, usage_csv, has_usage_csv, history, gross, discount, \
      has_discount, subtotal, tax, total, tax_included, credited, has_credited, paid, pending, has_pending, \
      refunded, has_refunded, due, credit, has_credit, payments, has_payments, credit_notes, has_credit_notes, \
      pay_url, payable
      Nothing was written.

      """
    try expectRefusal(78, stderr) {
      try $0.template("invoice.md", replacing: "| **{{total}}** |", by: "| **{{totl}}** |")
    }
  }

  @Test func noTemplates() throws {
    let stderr =
      """
      templates/history.md: error: there is no file 'history.md'
        fix: 'report init' writes a set of templates to start from
      templates/index.md: error: there is no file 'index.md'
        fix: 'report init' writes a set of templates to start from
      templates/invoice.md: error: there is no file 'invoice.md'
        fix: 'report init' writes a set of templates to start from
      templates/page.css: error: there is no file 'page.css'
        fix: 'report init' writes a set of templates to start from
      templates/page.html: error: there is no file 'page.html'
        fix: 'report init' writes a set of templates to start from
      templates/period.md: error: there is no file 'period.md'
        fix: 'report init' writes a set of templates to start from
      templates/receivables.md: error: there is no file 'receivables.md'
        fix: 'report init' writes a set of templates to start from
      templates/reconciliation.md: error: there is no file 'reconciliation.md'
        fix: 'report init' writes a set of templates to start from
      Nothing was written.

      """
    try expectRefusal(78, stderr) {
      try $0.without("templates")
    }
  }
}
