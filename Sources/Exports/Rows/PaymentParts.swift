import Billing
import Diagnostics

/// The rows of payments: one id with several invoices is one payment in parts, in whatever files they stand.
struct PaymentParts: ~Copyable {
  private var rows: [PaymentRow] = []
  /// Where the id of each row stands.
  private var ids = Places()
  /// Where its amount does.
  private var places = Places()
  /// The position of the first row of each id.
  private var register = Register<Int>()
  /// The positions of the rows behind the first one, by the position of that.
  private var others: [Int: [Int]] = [:]
  /// The rows of payments that have several, by what they are for.
  private var parts: [Part: Int] = [:]

  private struct Part: Hashable {
    /// The position of the payment's first row.
    var first: Int
    var invoice: Identifier?
    /// Whose money on account it is, where it is for no invoice.
    var workspace: Identifier?

    init(_ row: PaymentRow, first: Int) {
      self.first = first
      invoice = row.invoice
      workspace = row.invoice == nil ? row.workspace : nil
    }
  }

  /// Adds a row, unless it repeats another or contradicts it: the findings say so.
  ///
  /// - Parameters:
  ///   - place: where its id stands.
  ///   - amountPlace: where its amount stands.
  mutating func add(
    _ row: PaymentRow, id: Identifier, at place: Place, amountAt amountPlace: Place, findings: inout Findings
  ) {
    let position = rows.count
    if let known = register.position(of: id) {
      let first = register.values[known]
      if let finding = Self.difference(row, rows[first], at: place, ids[first]) { return findings.add(finding) }
      if others[first] == nil { parts[Part(rows[first], first: first)] = first }
      let part = Part(row, first: first)
      if let same = parts[part] { return findings.add(Self.repetition(row, rows[same], at: place, ids[same])) }
      parts[part] = position
      others[first, default: []].append(position)
    } else {
      guard register.add(position, id: id, PaymentColumn.id.name, at: place, findings: &findings) else { return }
    }
    rows.append(row)
    ids.append(place)
    places.append(amountPlace)
  }

  /// All rows with the places of their ids and amounts, in the order of the exports, but for parts of a payment: they stand
  /// behind its first one.
  func sorted() -> (rows: [PaymentRow], ids: Places, places: Places) {
    guard !others.isEmpty else { return (rows, ids, places) }
    var sorted: [PaymentRow] = []
    sorted.reserveCapacity(rows.count)
    var (sortedIDs, sortedPlaces) = (Places(), Places())
    for first in register.values {
      for position in [first] + (others[first] ?? []) {
        sorted.append(rows[position])
        sortedIDs.append(ids[position])
        sortedPlaces.append(places[position])
      }
    }
    return (sorted, sortedIDs, sortedPlaces)
  }

  /// What two parts of one payment say otherwise, though it is of the payment.
  private static func difference(
    _ row: PaymentRow, _ other: PaymentRow, at place: Place, _ otherPlace: Place
  ) -> Finding? {
    let facts: [(String, String, String)] = [
      ("date", row.date.description, other.date.description),
      ("status", row.state.rawValue, other.state.rawValue), ("type", row.kind.rawValue, other.kind.rawValue),
    ]
    guard let (name, here, there) = facts.first(where: { $0.1 != $0.2 }) else { return nil }
    return Finding(
      .duplicateID, at: place,
      "payment \(Quoted.name(row.id.text)) has the \(name) \(here) here, and \(there) at \(otherPlace)",
      because: "rows with one payment_id are parts of one payment, which has one date, status, type and currency",
      remedy: "keep the row that is right, or give the other payment its own id")
  }

  /// A row for what another one is for: the same one, or one too many.
  private static func repetition(
    _ row: PaymentRow, _ other: PaymentRow, at place: Place, _ otherPlace: Place
  ) -> Finding {
    if row == other, SameText.isSame(row, other) {
      return Finding(
        .repeatedRow, at: place, "payment_id \(Quoted.name(row.id.text)) repeats \(otherPlace) word for word",
        remedy: "nothing; it counts once")
    }
    let part = row.invoice.map { "for invoice \(Quoted.name($0.text))" } ?? "for no invoice"
    let what =
      row.amount == other.amount
      ? "with another content" : "with \(other.amount.digits) instead of \(row.amount.digits)"
    return Finding(
      .duplicateID, at: place,
      "payment \(Quoted.name(row.id.text)) \(part) is already at \(otherPlace), \(what)",
      because: "a payment has one part for each invoice, and which of the two is right would be a guess",
      remedy: "keep one of them; or give a payment of its own its own id")
  }
}
