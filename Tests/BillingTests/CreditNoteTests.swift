import Testing

@testable import Billing

/// The document of a credit note: positive figures, tax split like the invoice's.
@Suite struct CreditNoteTests {
  private func document(_ amount: ExactDecimal, of invoice: Invoice) -> Invoice {
    Invoice(.issued(amount, on: "2024-07-03"), correcting: invoice, mode: .halfUp)
  }

  @Test func theWholeInvoice() throws {
    let invoice = try bill(.charge("100", "A", tax: "19%"), .charge("50", "B", tax: "7%"))
    let note = document("172.50", of: invoice)
    #expect(note.sum == "150.00 + 22.50 = 172.50")
    #expect(note.breakdown == ["Tax 7% on 50.00: 3.50", "Tax 19% on 100.00: 19.00"])
    #expect(note.lines.map(\.description) == ["Credit for invoice INV-1"])
    #expect(note.amounts == ["150.00"] && note.nets == ["150.00"])
  }

  @Test func aPartAddsUpToTheCreditedAmount() throws {
    // 10 of 119 over 100 : 19 → 8.4033… and 1.5966…
    let note = document("10", of: try bill(.charge("100"), by: .taxed("19%")))
    #expect(note.sum == "8.40 + 1.60 = 10.00")
    #expect(note.breakdown == ["Tax 19% on 8.40: 1.60"])
    // 1.00 over 100 : 5 : 9.98 → 0.8697…, 0.0434…, 0.0868…: 0.87 + 0.04 + 0.09
    let quebec = document("1", of: try bill(.charge("100"), by: .with { $0.defaultTax = .quebec }))
    #expect(quebec.sum == "0.87 + 0.13 = 1.00")
    #expect(quebec.breakdown == ["GST 5% on 0.87: 0.04", "QST 9.975% on 0.87: 0.09"])
  }

  @Test func anInvoiceOfNothingIsCreditedWithoutTax() throws {
    #expect(document("5", of: try bill()).sum == "5.00 + 0.00 = 5.00")
    let cancelling = try bill(.charge("10", "A"), .charge("-10", "B"), by: .taxed("19%"))
    #expect(document("5", of: cancelling).sum == "5.00 + 0.00 = 5.00")
  }

  @Test func itsHeadNamesWhatItCorrects() throws {
    var note = CreditNote.issued("5", on: "2024-07-03")
    note.reason = "Outage"
    let header = Invoice(note, correcting: try bill(.charge("10")), mode: .halfUp).header
    #expect((header.number, header.workspace, header.corrects) == ("CN-1", "acme", "INV-1"))
    #expect(header.type == .creditNote && header.note == "Outage" && header.dueDate == nil)
    #expect(header.month == "2024-07" && header.issueDate == "2024-07-03" && !header.statesPeriod)
  }

  @Test func includedTaxIsTakenOutAsOnTheInvoice() throws {
    let invoice = try bill(.charge("119"), by: .taxed("19%") { $0.prices = .inclusive })
    #expect(document("59.50", of: invoice).sum == "50.00 + 9.50 = 59.50")
  }
}
