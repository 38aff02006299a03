import Billing
import Diagnostics
import Exports

/// All payments, and the invoices that each of them was put to. A payment in parts is one of these for each part.
package struct PutPayments: Sendable {
  /// Applied or not, whatever became of them.
  package private(set) var all: [Payment] = []
  /// Whether each of `all` was put to an issued invoice, when that was last known.
  package private(set) var isSettled: [Bool] = []
  /// The position in `all` of each payment's invoice, or -1.
  private var invoices: [Int32] = []
  /// The row of the exports that each comes from, or -1.
  private var rows: [Int32] = []
  private let places: Places
  /// The positions in `all` of those that name an invoice, by invoice and then as they are listed; those of invoice `i`
  /// begin at `starts[i]`.
  private var order: [Int32] = []
  private var starts: [Int32] = []

  /// Each with whether it was put to an issued invoice.
  package var put: some Sequence<(payment: Payment, isApplied: Bool)> {
    zip(all, isSettled).lazy.map { (payment: $0, isApplied: $1) }
  }

  /// - Parameter places: where the amount of each row of the exports stands.
  package init(_ places: Places) {
    self.places = places
    all.reserveCapacity(places.count)
    invoices.reserveCapacity(places.count)
    rows.reserveCapacity(places.count)
    isSettled.reserveCapacity(places.count)
  }

  /// - Parameters:
  ///   - invoice: the position of the invoice it stands on. That of a draft and of a scheduled one only shows it: the
  ///     money is on account.
  ///   - isSettled: whether it counts for that invoice, or did when somebody last knew it.
  ///   - row: its row in the exports; nil for what an earlier run saw.
  package mutating func add(_ payment: Payment, for invoice: Int?, isSettled: Bool, row: Int?) {
    all.append(payment)
    invoices.append(invoice.map { Int32($0) } ?? -1)
    rows.append(row.map { Int32($0) } ?? -1)
    self.isSettled.append(isSettled)
  }

  /// Orders what was added by the invoices, of which there are `count`.
  package mutating func sort(count: Int) {
    starts = [Int32](repeating: 0, count: count + 1)
    for invoice in invoices where invoice >= 0 { starts[Int(invoice) + 1] += 1 }
    for index in 1..<starts.count { starts[index] += starts[index - 1] }
    let invoices = invoices
    order = all.indices.lazy.map(Int32.init).filter { invoices[Int($0)] >= 0 }
    order.sort { a, b in
      let (x, y) = (invoices[Int(a)], invoices[Int(b)])
      return x != y ? x < y : Payment.isListedBefore(all[Int(a)], all[Int(b)])
    }
  }

  /// The payments that stand on an invoice, as they are listed, up to a day.
  package func on(_ invoice: Int, until day: Day) -> [Payment] {
    guard invoice + 1 < starts.count else { return [] }
    return order[Int(starts[invoice])..<Int(starts[invoice + 1])].lazy.map { all[Int($0)] }.filter { $0.date <= day }
  }

  /// Whether a payment at a position of `all` counts beside its invoice, or for none. One that settled an invoice does
  /// not, where neither the exports nor the site know that invoice any more: alone it would be money on account.
  package func counts(_ position: Int) -> Bool { invoices[position] >= 0 || !isSettled[position] }

  /// Where the amounts of payments stand in the exports, of each the first; those that the exports do not hold are left
  /// out.
  package func places(of ids: Set<Identifier>) -> [Identifier: Place] {
    guard !ids.isEmpty else { return [:] }
    var found: [Identifier: Place] = [:]
    for position in all.indices where rows[position] >= 0 && ids.contains(all[position].id) {
      if found[all[position].id] == nil { found[all[position].id] = places[Int(rows[position])] }
    }
    return found
  }
}
