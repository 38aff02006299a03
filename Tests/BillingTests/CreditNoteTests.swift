import Testing

@testable import Billing

/// The documents of credit notes that state how much they take back, and no more.
@Suite struct CreditNoteTests {
  private func document(_ amount: ExactDecimal, of invoice: Invoice) throws -> Invoice {
    try invoice.credited(by: .issued(amount, on: "2024-07-03"))[0]
  }

  @Test func theWholeInvoice() throws {
    let invoice = try bill(.charge("100", "A", tax: "19%"), .charge("50", "B", tax: "7%"))
    let note = try document("172.50", of: invoice)
    #expect(note.sum == "150.00 + 22.50 = 172.50")
    #expect(note.breakdown == ["Tax 7% on 50.00: 3.50", "Tax 19% on 100.00: 19.00"])
    #expect(note.services == ["A 100.00", "B 50.00"])
    #expect(note.lines.map(\.description) == ["Credit for invoice INV-1", "Credit for invoice INV-1"])
    #expect(note.amounts == note.nets)
  }

  @Test func aPartAddsUpToTheCreditedAmount() throws {
    // 10 of 119 over 100 : 19 → 8.4033… and 1.5966…
    let note = try document("10", of: try bill(.charge("100"), by: .taxed("19%")))
    #expect(note.sum == "8.40 + 1.60 = 10.00")
    #expect(note.breakdown == ["Tax 19% on 8.40: 1.60"])
    #expect(note.services == ["Credit 8.40"])
    // 1.00 over 100 : 5 : 9.98 → 0.8697…, 0.0434…, 0.0868…: 0.87 + 0.04 + 0.09
    let quebec = try document("1", of: try bill(.charge("100"), by: .with { $0.defaultTax = .quebec }))
    #expect(quebec.sum == "0.87 + 0.13 = 1.00")
    #expect(quebec.breakdown == ["GST 5% on 0.87: 0.04", "QST 9.975% on 0.87: 0.09"])
  }

  /// 119 of 226 over 100 : 100 : 7 : 19 → 52.654…, 52.654…, 3.685…, 10.004…; the missing cent goes to the first.
  @Test func basesAddUpToTheSubtotal() throws {
    let invoice = try bill(.charge("100", "A", tax: "19%"), .charge("100", "B", tax: "7%"))
    let note = try document("119", of: invoice)
    #expect(note.sum == "105.31 + 13.69 = 119.00")
    #expect(note.breakdown == ["Tax 7% on 52.65: 3.69", "Tax 19% on 52.66: 10.00"])
    #expect(note.services == ["A 52.66", "B 52.65"])
  }

  /// 0.33 + 0.07 in four parts: each apportions what the ones before it left.
  @Test func partsGiveBackEveryCent() throws {
    let note = CreditNote.issued("0.10", on: "2024-07-03")
    let sums = ["0.08 + 0.02 = 0.10", "0.08 + 0.02 = 0.10", "0.08 + 0.02 = 0.10", "0.09 + 0.01 = 0.10"]
    let oneLine = try bill(.charge("0.33"), by: .taxed("20%"))
    #expect(try oneLine.credited(by: note, note, note, note).map(\.sum) == sums)
    // Eleven lines of 0.03 come to the same.
    let charges = (0..<11).map { UsageGroup.charge("0.03", "Compute", "disk \($0)") }
    let lines = try Invoice(.may(), usage: charges, workspaceTax: TaxReference(), policy: .taxed("20%"))
    #expect(lines.lines.count == 11)
    #expect(try lines.credited(by: note, note, note, note).map(\.sum) == sums)
  }

  /// 10 of 59.50 over 100 : −50 : 9.50 → 16.806…, −8.403…, 1.596…; the cent too much comes from the second.
  @Test func negativeLinesStayNegative() throws {
    let invoice = try bill(.charge("100", "A"), .charge("-50", "B"), by: .taxed("19%"))
    let notes = try invoice.credited(by: .issued("10", on: "2024-07-03"), .issued("49.50", on: "2024-07-04"))
    #expect(notes[0].services == ["A 16.81", "B -8.41"])
    #expect(notes[0].breakdown == ["Tax 19% on 8.40: 1.60"])
    #expect(notes[1].services == ["A 83.19", "B -41.59"])
    #expect(notes[1].breakdown == ["Tax 19% on 41.60: 7.90"])
  }

  @Test func moreThanIsLeftIsRefused() throws {
    let invoice = try bill(.charge("100"), by: .taxed("19%"))
    let note = CreditNote.issued("100", on: "2024-07-03")
    #expect(try invoice.refusal(of: note, after: note) == .overInvoice(left: units(1900)))
    #expect(try invoice.refusal(of: .issued("19", on: "2024-07-03"), after: note) == nil)
    #expect(try bill().refusal(of: note) == .overInvoice(left: .zero))
    let cancelling = try bill(.charge("10", "A"), .charge("-10", "B"), by: .taxed("19%"))
    #expect(try cancelling.refusal(of: note) == .overInvoice(left: .zero))
    #expect(try bill(.charge("-10"), by: .taxed("19%")).refusal(of: note) == .overInvoice(left: .zero))
  }

  /// What an earlier version accepted is split like the whole invoice, and nothing is left for others.
  @Test func acceptedBeyondTheTotal() throws {
    let invoice = try bill(.charge("100"), by: .taxed("19%"))
    var rest = CreditedInvoice(invoice, taxPerLine: false, .halfUp)
    #expect(rest.creditBeyond(.issued("238", on: "2024-07-03")).sum == "200.00 + 38.00 = 238.00")
    #expect(rest.left == .zero)
    var nothing = CreditedInvoice(try bill(), taxPerLine: false, .halfUp)
    #expect(nothing.creditBeyond(.issued("5", on: "2024-07-03")).sum == "5.00 + 0.00 = 5.00")
  }

  /// What an earlier version issued: one line, and bases that do not add up.
  @Test func takesOffWhatWasIssued() throws {
    let invoice = try bill(.charge("100", "A", tax: "19%"), .charge("100", "B", tax: "7%"))
    let issued = try bill(.charge("105.31", "Credit"), .givenTax("3.69", "Tax", "7%"), .givenTax("10", "Tax", "19%"))
    var rest = CreditedInvoice(invoice, taxPerLine: false, .halfUp)
    let note = CreditNote.issued("119", on: "2024-07-03")
    rest.take(issued, issuedFor: note, code: nil)
    let last = try rest.credit(.issued("107", on: "2024-07-04"), code: nil)
    // 105.31 is 52.65 and 52.66 of the two lines.
    #expect(last.breakdown == ["Tax 7% on 47.34: 3.31", "Tax 19% on 47.35: 9.00"])
  }

  @Test func itsHeadNamesWhatItCorrects() throws {
    var note = CreditNote.issued("5", on: "2024-07-03")
    note.reason = "Outage"
    let header = try bill(.charge("10")).credited(by: note)[0].header
    #expect((header.number, header.workspace, header.corrects) == ("CN-1", "acme", "INV-1"))
    #expect(header.type == .creditNote && header.note == "Outage" && header.dueDate == nil)
    #expect(header.month == "2024-07" && header.issueDate == "2024-07-03" && !header.statesPeriod)
  }

  @Test func includedTaxIsTakenOutAsOnTheInvoice() throws {
    let invoice = try bill(.charge("119"), by: .taxed("19%") { $0.prices = .inclusive })
    #expect(try document("59.50", of: invoice).sum == "50.00 + 9.50 = 59.50")
  }
}
