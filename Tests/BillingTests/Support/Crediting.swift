@testable import Billing

extension CreditNote {
  /// A credit note of some euros that states a tax, a rate or a service.
  static func stating(
    _ amount: ExactDecimal, tax: ExactDecimal? = nil, rate: Rate? = nil, code: Identifier? = nil, service: String? = nil
  ) -> CreditNote {
    var note = CreditNote.issued(amount, on: "2024-07-03")
    note.tax = tax.map { Amount(exactly: $0, in: "EUR")! }
    note.taxReference = TaxReference(code: code, rate: rate)
    note.service = service
    return note
  }
}

extension Invoice {
  /// The documents of credit notes that are taken off one after the other.
  func credited(
    by notes: CreditNote..., mode: RoundingMode = .halfUp, perLine: Bool = false, codes: [Identifier: TaxCode] = [:]
  ) throws -> [Invoice] {
    var rest = CreditedInvoice(self, taxPerLine: perLine, mode)
    return try notes.map { note in try rest.credit(note, code: note.taxReference.code.flatMap { codes[$0] }) }
  }

  /// Why a credit note is refused; nil where it is not.
  func refusal(of note: CreditNote, after notes: CreditNote..., codes: [Identifier: TaxCode] = [:]) throws
    -> CreditRefusal?
  {
    var rest = CreditedInvoice(self, taxPerLine: false, .halfUp)
    for note in notes { _ = try rest.credit(note, code: nil) }
    do {
      _ = try rest.credit(note, code: note.taxReference.code.flatMap { codes[$0] })
      return nil
    } catch {
      return error
    }
  }

  /// Its taxes, with no base where none is stated: `Tax 19% 19.00`.
  var taxSums: [String] { taxes.map { "\($0.tax.text) \($0.amount.text(in: header.currency))" } }
}
