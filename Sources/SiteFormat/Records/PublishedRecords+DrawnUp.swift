import Billing
import Exports

extension PublishedRecords {
  /// Numbers of invoices that are drawn up from usage, as far as the site has them.
  ///
  /// - Parameters:
  ///   - prefix: what their numbers begin with now.
  ///   - archive: what they were issued with.
  package func drawnUpNumbers(prefix: String, _ archive: IssuedArchive) -> PublishedNumbers {
    let positions = positions
    let (entries, details) = (entries, details)
    return Self.drawnUpNumbers(entries, prefix: prefix) { number in
      guard let position = positions[number], details[position].issued != nil,
        let line = try? archive.line(of: number, entries[position].month)
      else { return false }
      return SourceDigest.isFormatOne(line)
    }
  }

  /// - Parameter isFormatOne: whether a document was issued by a version that knew invoices per workspace, month and
  ///   currency alone.
  package static func drawnUpNumbers(
    _ entries: some Sequence<LedgerEntry>, prefix: String, isFormatOne: @escaping @Sendable (Identifier) -> Bool
  ) -> PublishedNumbers {
    var published = PublishedNumbers(mergesNumbers: isFormatOne)
    for entry in entries {
      published.all.insert(entry.number)
      guard entry.type == .invoice else { continue }
      let slot = InvoiceSlot(entry)
      let name = "\(entry.month)-\(entry.workspace.text)"
      if isSame(entry.number.text, prefix + name) || isSame(entry.number.text, "\(prefix)\(name)-\(entry.currency)") {
        published.numbers[slot] = entry.number
      } else if entry.stands, isNumber(entry.number.text, endingIn: name, or: "\(name)-\(entry.currency)") {
        published.otherwise[slot] = entry.number
      }
    }
    return published
  }

  private static func isNumber(_ number: String, endingIn name: String, or longName: String) -> Bool {
    let bytes = Array(number.utf8)
    return bytes.suffix(name.utf8.count).elementsEqual(name.utf8)
      || bytes.suffix(longName.utf8.count).elementsEqual(longName.utf8)
  }
}

extension LedgerEntry {
  /// Issued, and not taken back by credit notes: what it bills must not be billed again.
  fileprivate var stands: Bool { counts && (credited < totals.total || totals.total <= .zero) }
}
