import TestSupport
import Testing

@testable import Billing

/// What holds for the credit notes of every invoice, tried on random ones that are credited in random parts. A failure
/// prints the seed that made them.
@Suite struct CreditPropertyTests {
  static let seeds: [UInt64] = Array(1...400)

  /// In whatever parts an invoice is credited, all of them together give back every net and every tax.
  @Test(arguments: seeds)
  func partsGiveBackTheWhole(seed: UInt64) throws {
    var random = RandomInvoice(seed: seed)
    guard let invoice = try random.invoice(), invoice.totals.total > .zero else { return }
    var rest = CreditedInvoice(invoice, taxPerLine: random.policy.taxPerLine, random.policy.mode)
    // As if each note was issued in a run of its own, and the next run had nothing but its document.
    var asIssued = rest
    var documents: [Invoice] = []
    for note in random.notes(of: invoice.totals.total, invoice.header.currency) {
      let document = try rest.credit(note, code: nil)
      asIssued.take(document, issuedFor: note, code: nil)
      #expect(document.totals.total == note.amount, "seed \(seed)")
      #expect(document.lines.reduce(.zero) { $0 + $1.net } == document.totals.subtotal, "seed \(seed)")
      #expect(document.taxes.reduce(.zero) { $0 + $1.amount } == document.totals.tax, "seed \(seed)")
      #expect(document.taxesOnOtherBases.isEmpty, "seed \(seed)")
      #expect((asIssued.nets, asIssued.taxes) == (rest.nets, rest.taxes), "seed \(seed)")
      documents.append(document)
    }
    #expect(rest.nets.allSatisfy(\.isZero) && rest.taxes.allSatisfy(\.isZero), "seed \(seed)")
    #expect(sums(documents, of: invoice) == sums([invoice], of: invoice), "seed \(seed)")
  }

  /// Where all that is known of a note is its document, services and taxes come out the same.
  @Test(arguments: seeds)
  func documentsAloneGiveBackTheWhole(seed: UInt64) throws {
    var random = RandomInvoice(seed: seed)
    guard let invoice = try random.invoice(), invoice.totals.total > .zero else { return }
    var rest = CreditedInvoice(invoice, taxPerLine: random.policy.taxPerLine, random.policy.mode)
    var documents: [Invoice] = []
    for note in random.notes(of: invoice.totals.total, invoice.header.currency) {
      var next = rest
      documents.append(try next.credit(note, code: nil))
      rest.take(documents[documents.count - 1])
    }
    #expect(rest.left == .zero && rest.taxes.allSatisfy(\.isZero), "seed \(seed)")
    #expect(sums(documents, of: invoice) == sums([invoice], of: invoice), "seed \(seed)")
  }

  /// A note that states a tax, a rate or a service is kept to that, or refused; what it leaves can be credited.
  @Test func whatIsStatedIsKeptTo() throws {
    var tally = (kept: 0, refused: 0)
    for seed in Self.seeds { try keepToWhatIsStated(seed, &tally) }
    #expect(tally.kept > 200 && tally.refused > 200, "\(tally)")
  }

  private func keepToWhatIsStated(_ seed: UInt64, _ tally: inout (kept: Int, refused: Int)) throws {
    var random = RandomInvoice(seed: seed, isPositive: true)
    guard let invoice = try random.invoice(), invoice.totals.total > .zero else { return }
    var rest = CreditedInvoice(invoice, taxPerLine: random.policy.taxPerLine, random.policy.mode)
    var documents: [Invoice] = []
    for var note in random.notes(of: invoice.totals.total, invoice.header.currency).dropLast() {
      let line = invoice.lines.randomElement(using: &random.generator)!
      if Bool.random(using: &random.generator) { note.service = line.service }
      if Bool.random(using: &random.generator) { note.taxReference.rate = line.tax.rates.first?.rate }
      if Bool.random(using: &random.generator) {
        note.tax = Amount(minorUnits: Int128.random(in: 0...note.amount.minorUnits / 4, using: &random.generator))
      }
      guard let document = try? rest.credit(note, code: nil) else {
        #expect(note.service != nil || note.taxReference.rate != nil || note.tax != nil, "seed \(seed)")
        tally.refused += 1
        continue
      }
      if note.service != nil || note.taxReference.rate != nil || note.tax != nil { tally.kept += 1 }
      #expect(document.totals.total == note.amount, "seed \(seed)")
      #expect(note.tax.map { $0 == document.totals.tax } ?? true, "seed \(seed)")
      #expect(document.taxesOnOtherBases.isEmpty, "seed \(seed)")
      #expect(
        invoice.isOfOneKind || document.lines.allSatisfy { note.service == nil || $0.service == note.service },
        "seed \(seed)")
      documents.append(document)
    }
    #expect(rest.nets.allSatisfy { $0 >= .zero } && rest.taxes.allSatisfy { $0 >= .zero }, "seed \(seed)")
    guard !rest.left.isZero else { return }
    var last = CreditNote.issued("1", on: "2024-08-01")
    (last.amount, last.currency) = (rest.left, invoice.header.currency)
    documents.append(try rest.credit(last, code: nil))
    #expect(sums(documents, of: invoice) == sums([invoice], of: invoice), "seed \(seed)")
  }

  /// Nets by service and taxes, and each tax.
  private func sums(_ documents: [Invoice], of invoice: Invoice) -> [String: Amount] {
    var sums: [String: Amount] = [:]
    let isOfOneKind = invoice.isOfOneKind
    for document in documents {
      for line in document.lines {
        sums[isOfOneKind ? "net" : "\(line.service), \(line.tax.text)", default: .zero] += line.net
      }
      for tax in document.taxes {
        sums["tax \(tax.tax.text)", default: .zero] += tax.amount
        sums["base of \(tax.tax.text)", default: .zero] += tax.taxable ?? .zero
      }
    }
    return sums.filter { !$0.value.isZero }
  }
}

extension RandomInvoice {
  /// One whose charges are all positive, and not discounted.
  fileprivate init(seed: UInt64, isPositive: Bool) {
    self.init(seed: seed)
    header.discount = nil
    for index in groups.indices {
      groups[index].discount = .zero
      if groups[index].amount < .zero { groups[index].amount = -groups[index].amount }
    }
  }

  /// Credit notes that come to `total` together, most of them small or large.
  fileprivate mutating func notes(of total: Amount, _ currency: Currency) -> [CreditNote] {
    var notes: [CreditNote] = []
    var left = total.minorUnits
    let count = Int.random(in: 1...6, using: &generator)
    while left > 0 {
      let isLast = notes.count + 1 == count
      let most = Bool.random(using: &generator) ? left : min(left, 9)
      var note = CreditNote.issued("1", on: "2024-07-01")
      note.number = Identifier("CN-\(notes.count)")
      note.amount = Amount(minorUnits: isLast ? left : Int128.random(in: 1...most, using: &generator))
      note.currency = currency
      left -= note.amount.minorUnits
      notes.append(note)
    }
    return notes
  }
}
