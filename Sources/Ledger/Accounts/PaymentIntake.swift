import Billing
import Diagnostics
import Exports

/// Takes in the payments of the exports, and those that earlier runs saw and the exports do not hold any more.
///
/// A payment may move on: succeed, fail, go back, be put to another invoice. Its sum never changes.
struct PaymentIntake {
  private(set) var payments: PutPayments
  private(set) var findings = Findings()
  /// The numbers of invoices whose payments are not what the last run knew.
  private(set) var touched: Set<Identifier> = []
  private let books: Books
  /// The day of the run.
  private let asOf: Day

  private struct Part {
    var payment: Payment
    /// Its row in the exports.
    var row: Int
  }

  init(_ contents: ExportContents, _ books: Books) {
    self.books = books
    asOf = books.headers.asOf
    payments = PutPayments(contents.paymentPlaces)
    let rows = contents.payments
    var taken: Set<Identifier> = []
    var first = 0
    while first < rows.count {
      var end = first + 1
      while end < rows.count, rows[end].id == rows[first].id { end += 1 }
      takeIn(rows[first..<end], contents.paymentPlaces, &taken)
      first = end
    }
    addKept(but: taken)
    payments.sort(count: books.headers.count)
  }

  /// The rows of one payment.
  private mutating func takeIn(_ rows: ArraySlice<PaymentRow>, _ places: Places, _ taken: inout Set<Identifier>) {
    let parts = rows.indices.compactMap { part(rows[$0], at: $0, places[$0]) }
    // The findings say what is wrong with the others.
    guard parts.count == rows.count, let first = parts.first, isOneCurrency(parts, places) else { return }
    let kept = books.kept.payments[first.payment.id] ?? []
    guard (parts.lazy.map(\.payment) + kept.map(\.payment)).contains(where: { books.touches($0.workspace) }) else {
      return
    }
    let place = places[first.row]
    let updated = rows.lazy.compactMap(\.updated).max()
    let current =
      if !kept.isEmpty {
        moveOn(parts, from: kept.map(\.payment), updated, place)
      } else {
        isWhole(parts, place) ? parts : nil
      }
    guard let current else { return }
    taken.insert(first.payment.id)
    if kept.isEmpty { touched.formUnion(current.compactMap(\.payment.invoice)) }
    for part in current { add(part.payment, row: part.row, places[part.row]) }
  }

  /// A row as a payment; nil, with a finding, where it cannot be one.
  private mutating func part(_ row: PaymentRow, at position: Int, _ place: Place) -> Part? {
    let header = books.header(of: row.invoice)
    guard let currency = books.currency(row.currency, header, row.workspace, place, &findings),
      let amount = books.amount(row.amount, in: currency, place, &findings),
      books.agrees(row.workspace, with: header, place, &findings)
    else { return nil }
    var payment = Payment(
      // Its invoice's own text where there is one: the two are the same, and one copy is enough.
      id: row.id, invoice: header?.number ?? row.invoice, workspace: row.workspace ?? header?.workspace,
      date: row.date, amount: amount, currency: currency, state: row.state, kind: row.kind)
    payment.method = row.method
    payment.reference = row.reference
    return Part(payment: payment, row: position)
  }

  private mutating func isOneCurrency(_ parts: [Part], _ places: Places) -> Bool {
    guard let first = parts.first, let other = parts.first(where: { $0.payment.currency != first.payment.currency })
    else { return true }
    findings.add(
      .twoCurrencies(other.payment, at: places[other.row], first.payment, at: places[first.row]))
    return false
  }

  /// Whether a payment that nobody has seen before can be taken in as a whole: a run over some workspaces would keep a
  /// part of it, and its sum would be another one in the next.
  private mutating func isWhole(_ parts: [Part], _ place: Place) -> Bool {
    guard !books.workspaces.isEmpty, parts.count > 1 else { return true }
    let left = Set(parts.lazy.map(\.payment.workspace)).filter { !books.touches($0) }
    guard let other = Self.first(of: left), left.count < Set(parts.map(\.payment.workspace)).count else { return true }
    findings.add(.heldNewPayment(parts.map(\.payment), of: other, at: place))
    return false
  }

  /// The first by bytes, for a message; before all of them nobody.
  private static func first(of workspaces: Set<Identifier?>) -> Identifier?? {
    workspaces.contains(nil) ? .some(nil) : workspaces.compactMap(\.self).min().map(Optional.some)
  }

  /// A payment as it is now; nil where it is what an earlier run saw.
  private mutating func moveOn(_ stated: [Part], from kept: [Payment], _ updated: Day?, _ place: Place) -> [Part]? {
    var parts = stated
    for index in parts.indices where parts[index].payment.workspace == nil {
      // Where its invoice left the exports, a row that states no workspace still has the one it had.
      parts[index].payment.workspace = PaymentDivision.part(like: parts[index].payment, in: kept)?.workspace
    }
    parts.sort { Payment.isKeptBefore($0.payment, $1.payment) }
    let division = PaymentDivision(kept: kept.map(withWorkspace), now: parts.map(\.payment))
    guard isSameSum(division, place) else { return nil }
    guard step(&parts, from: kept, updated, place) else { return nil }
    let now = parts.map(\.payment)
    guard now != kept else { return parts }
    guard !isHeld(division, place) else { return nil }
    if division.isMoved {
      findings.add(.movedPayment(division, at: place))
    } else if let former = kept.first, former.state == .succeeded, former.reversed == nil, now[0].date != former.date {
      findings.add(.redatedPayment(now[0], from: former, at: place))
    }
    touched.formUnion((now + kept).compactMap(\.invoice))
    return parts
  }

  /// As it was kept; where only its invoice tells whose it is, as that does by now.
  private func withWorkspace(_ kept: Payment) -> Payment {
    var payment = kept
    payment.workspace = kept.workspace ?? books.header(of: kept.invoice)?.workspace
    return payment
  }

  private mutating func isSameSum(_ division: PaymentDivision, _ place: Place) -> Bool {
    let (kept, now) = (division.kept[0], division.now[0])
    if (kept.currency, kept.kind) == (now.currency, now.kind),
      PaymentDivision.sum(division.kept) == PaymentDivision.sum(division.now)
    {
      return true
    }
    findings.add(.changedPayment(division, at: place))
    return false
  }

  /// Moves the status of each part on; false, with a finding, where an export says what was true before.
  private mutating func step(_ parts: inout [Part], from kept: [Payment], _ updated: Day?, _ place: Place) -> Bool {
    for index in parts.indices {
      let payment = parts[index].payment
      let former = PaymentDivision.part(like: payment, in: kept) ?? kept[0]
      switch PaymentStep(from: former, to: payment.state, on: updated ?? asOf) {
      case .onward(let reversed): parts[index].payment.reversed = reversed
      case .back:
        findings.add(.olderPayment(payment, than: former, at: place))
        return false
      }
    }
    return true
  }

  /// Whether money would be taken from one workspace and not put to the other, because the run leaves one of the two as it
  /// is: it would count for both or for none.
  private mutating func isHeld(_ division: PaymentDivision, _ place: Place) -> Bool {
    guard !books.workspaces.isEmpty else { return false }
    let changed = division.changedWorkspaces
    let others = changed.filter { !books.touches($0) }
    guard let other = Self.first(of: others) else { return false }
    if others.count < changed.count { findings.add(.heldPayment(division, of: other, at: place)) }
    return true
  }

  /// What earlier runs saw and the exports say nothing of, or nothing new.
  private mutating func addKept(but taken: Set<Identifier>) {
    let parts = books.kept.parts.lazy.map(\.payment).filter { !taken.contains($0.id) }
    for payment in parts.sorted(by: Payment.isKeptBefore) {
      let header = books.header(of: payment.invoice)
      guard
        books.fits(kept: "payment “\(payment.id)”", payment.currency, payment.workspace, header, &findings)
      else {
        payments.add(payment, for: nil, isSettled: false, row: nil)
        continue
      }
      add(withWorkspace(payment), row: nil, nil)
    }
  }

  /// - Parameter place: nil for what an earlier run saw: what there is to say about that was said then.
  private mutating func add(_ payment: Payment, row: Int?, _ place: Place?) {
    if let number = payment.invoice, let invoice = books.numbers[number] {
      let header = books.headers[invoice]
      let isForVoid = header.lifecycle == .void && payment.state != .failed && payment.state != .canceled
      if isForVoid { findings.add(.paymentForVoid(payment, at: place)) }
      payments.add(payment, for: isForVoid ? nil : invoice, isSettled: books.isIssued(header), row: row)
      return
    }
    let isSettled = books.wasSettled(payment)
    payments.add(payment, for: nil, isSettled: isSettled, row: row)
    guard let place else { return }
    if let number = payment.invoice {
      findings.add(
        isSettled ? .settledPayment(payment, number, at: place) : .orphanPayment(payment, number, at: place))
    } else if payment.workspace == nil {
      findings.add(.nobodysPayment(payment, at: place))
    }
  }
}
