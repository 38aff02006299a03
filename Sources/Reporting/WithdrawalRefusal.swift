import Billing
import Exports
import Paths
import Publishing
import SiteFormat

/// Why a document cannot be taken back: somebody has it, or rests on it.
enum WithdrawalObstacle: Sendable {
  case mailed
  case paid(Identifier)
  case credited(Identifier)

  fileprivate var text: String {
    switch self {
    case .mailed: "it was mailed"
    case .paid(let payment): "payment “\(payment)” is for it"
    case .credited(let note): "credit note “\(note)” corrects it"
    }
  }
}

/// What keeps the documents of a site from being taken back.
struct WithdrawalObstacles {
  private let past: Past
  private let mailed: Set<Identifier>

  /// - Throws: `RecordError` where the list of mails cannot be read.
  init(_ past: Past) throws {
    self.past = past
    var mailed: Set<Identifier> = []
    for (index, line) in try DocumentLine.bytes(in: SiteLayout.mails, of: past.output).enumerated() {
      guard let mail = try? JSONValue(parsing: Array(line.dropLast())) else {
        throw RecordError(file: "\(past.output.path)/\(SiteLayout.mails)", line: index + 1)
      }
      if let number = mail["invoice_number"]?.text { mailed.insert(Identifier(number)) }
    }
    self.mailed = mailed
  }

  /// Those of the documents that cannot be taken back together, in the order that lists have, each with all that is in
  /// the way.
  func all(_ numbers: Set<Identifier>) -> [(number: Identifier, obstacles: [WithdrawalObstacle])] {
    var found: [Identifier: [WithdrawalObstacle]] = [:]
    for number in numbers where mailed.contains(number) { found[number, default: []].append(.mailed) }
    let payments = past.kept.parts.lazy.map(\.payment).filter { payment in
      (payment.state == .succeeded || payment.state == .processing) && payment.kind != .writeOff
    }
    for payment in payments.sorted(by: Payment.isListedBefore) {
      if let number = payment.invoice, numbers.contains(number) { found[number, default: []].append(.paid(payment.id)) }
    }
    let published = past.published.entries.lazy.compactMap { entry in
      entry.type == .creditNote ? entry.corrects.map { (note: entry.number, invoice: $0) } : nil
    }
    let kept = past.kept.creditNotes.values.lazy.map { (note: $0.number, invoice: $0.invoice) }
    var notes: [Identifier: Identifier] = [:]
    for (note, invoice) in Array(published) + Array(kept) { notes[note] = invoice }
    for (note, invoice) in notes.sorted(by: { NumberOrder.precedes($0.key, $1.key) })
    where numbers.contains(invoice) && !numbers.contains(note) {
      found[invoice, default: []].append(.credited(note))
    }
    return found.sorted { NumberOrder.precedes($0.key, $1.key) }.map { (number: $0.key, obstacles: $0.value) }
  }
}

/// Documents that cannot be taken back.
public struct WithdrawalRefusal: Error, Sendable, CustomStringConvertible {
  var obstacles: [(number: Identifier, obstacles: [WithdrawalObstacle])]

  public var description: String {
    obstacles.map { number, obstacles in
      let reasons = obstacles.prefix(3).map(\.text).joined(separator: ", ")
      let rest = obstacles.count > 3 ? ", and \(obstacles.count - 3) more like it" : ""
      return """
        “\(number)” cannot be withdrawn: \(reasons)\(rest)
          why: who was sent, has paid or was credited a document has it in the books
          fix: \(remedy(obstacles))
        """
    }
    .joined(separator: "\n")
  }

  private func remedy(_ obstacles: [WithdrawalObstacle]) -> String {
    for case .credited(let note) in obstacles where obstacles.count == 1 {
      return "name “\(note)” as well, if neither was ever sent; otherwise leave both"
    }
    return "correct it by a credit note and, where something else is owed, a new number"
  }
}
