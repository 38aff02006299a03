import Billing
import SiteFormat

/// What a run changed of one document of the site.
public struct DocumentChange: Sendable {
  public enum Kind: String, Sendable, CaseIterable {
    case new, updated, reissued, withdrawn
    /// A draft that is not exported any more.
    case dropped
  }

  /// A figure or word that is another now.
  public struct Difference: Sendable, Equatable {
    public var field: String
    public var before: String
    public var after: String
  }

  public var kind: Kind
  /// As it is now; as it was, for one that was taken back.
  public var document: LedgerEntry
  /// What its record says otherwise; empty for a new document.
  public var differences: [Difference] = []

  package init(kind: Kind, document: LedgerEntry, differences: [Difference] = []) {
    self.kind = kind
    self.document = document
    self.differences = differences
  }

  /// `INV-7 due → paid, due 40.00 → 0.00`.
  public var text: String {
    switch kind {
    case .new:
      return
        "\(document.number) new, \(document.totals.total.text(in: document.currency)) \(document.currency), \(document.status.rawValue)"
    case .withdrawn: return "\(document.number) withdrawn"
    case .dropped:
      return "\(document.number) dropped: the \(document.status.rawValue) document is not exported any more"
    case .updated, .reissued:
      let parts = differences.map { difference in
        let change = "\(difference.before) → \(difference.after)"
        return difference.field == "status" ? change : "\(difference.field) \(change)"
      }
      let what = parts.isEmpty ? ["other details"] : parts
      return "\(document.number) " + ((kind == .reissued ? ["reissued"] : []) + what).joined(separator: ", ")
    }
  }
}

extension DocumentChange.Difference {
  /// What two records of a document say otherwise, in the order of importance.
  package static func all(from a: LedgerEntry, to b: LedgerEntry) -> [Self] {
    var differences: [Self] = []
    func compare(_ field: String, _ before: String, _ after: String) {
      if before != after { differences.append(Self(field: field, before: before, after: after)) }
    }
    func compare(_ field: String, _ before: Amount, _ after: Amount) {
      compare(field, before.text(in: a.currency), after.text(in: b.currency))
    }
    func text(_ flags: [StatusFlag]) -> String { flags.isEmpty ? "none" : flags.map(\.rawValue).joined(separator: " ") }
    compare("status", a.status.rawValue, b.status.rawValue)
    compare("due", a.due, b.due)
    compare("total", a.totals.total, b.totals.total)
    compare("credited", a.credited, b.credited)
    compare("paid", a.paid, b.paid)
    compare("written_off", a.writtenOff, b.writtenOff)
    compare("pending", a.pending, b.pending)
    compare("refunded", a.refunded, b.refunded)
    compare("credit", a.credit, b.credit)
    compare("flags", text(a.flags), text(b.flags))
    return differences
  }
}

extension DocumentChange {
  /// What a run made of the documents it wrote: by month, the newest first, and by number.
  ///
  /// - Parameters:
  ///   - reissued: what is otherwise in documents that were issued again, by number.
  ///   - format: takes in what the format alone says otherwise; nil where there was no site.
  package static func all(
    _ records: MonthlyFile, _ entries: some Sequence<LedgerEntry>, reissued: [Identifier: [IssuedDifference]],
    _ format: inout FormatChange?
  ) -> [Self] {
    var changes: [Self] = []
    if !records.new.isEmpty {
      let new = Set(records.new)
      for entry in entries where new.contains(entry.number) {
        changes.append(Self(kind: .new, document: entry))
      }
    }
    for update in records.updates {
      guard let before = entry(update.before, update.month), let after = entry(update.after, update.month) else {
        continue
      }
      if reissued[after.number] == nil, format?.explains(update.before, update.after, after) == true { continue }
      changes.append(
        Self(
          kind: reissued[after.number] == nil ? .updated : .reissued, document: after,
          differences: Difference.all(from: before, to: after)
            + (reissued[after.number] ?? []).map {
              Difference(field: $0.field, before: $0.issued, after: $0.now)
            }))
    }
    // In place: there are as many as invoices in the first run.
    changes.sort { a, b in
      let (x, y) = (a.document.month, b.document.month)
      return x != y ? x > y : NumberOrder.precedes(a.document.number, b.document.number)
    }
    return changes
  }

  private static func entry(_ line: ArraySlice<UInt8>, _ month: Month) -> LedgerEntry? {
    line.withUnsafeBufferPointer { bytes in
      var reader = RecordReader(UnsafeBufferPointer(rebasing: bytes.dropLast()))
      return reader.entry(month: month)
    }
  }
}
