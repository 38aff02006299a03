/// A workspace's account in one currency, as of a day: what it was invoiced, what it paid, and what that leaves.
public struct Statement: Sendable {
  public let workspace: Identifier
  public let currency: Currency
  /// In order of date.
  public let entries: [AccountEntry]
  public let ageing: Ageing

  /// Of `due`, what finance does not expect to be paid any more. It is owed all the same.
  public let writtenOff: Amount

  /// What the workspace owes; below zero what it has to its credit.
  public let closing: Amount

  /// Open invoices.
  public var due: Amount { ageing.total }

  /// What was paid beyond open invoices: overpayments, prepaid money, payments for no invoice.
  public var onAccount: Amount { due - closing }

  /// The statements of a workspace, by currency.
  ///
  /// - Parameters:
  ///   - documents: all of its invoices and credit notes; drafts, scheduled and void ones do not count.
  ///   - payments: all of its payments, applied or not; those that did not succeed do not count.
  ///   - settled: payments of invoices that are none of the documents: they are left out with those, but for money on
  ///     account that was moved to them.
  public static func of(
    _ workspace: Identifier, documents: [LedgerEntry], payments: [Payment], settled: [Payment] = [], asOf: Day
  ) -> [Statement] {
    var entries: [Currency: [AccountEntry]] = [:]
    var ageings: [Currency: Ageing] = [:]
    var writtenOff: [Currency: Amount] = [:]
    var counted: Set<Identifier> = []
    for document in documents where document.counts && document.type == .invoice {
      // An invoice that states no issue date is taken to be issued when its period ends, or today at the latest.
      let issued = document.issueDate ?? min(document.period.end, asOf)
      counted.insert(document.number)
      entries[document.currency, default: []].append(
        AccountEntry(
          date: issued, kind: .invoice, id: document.number, invoice: nil, amount: document.totals.total))
      ageings[document.currency, default: Ageing()].add(document.due, dueDate: document.dueDate, asOf: asOf)
      writtenOff[document.currency, default: .zero] += document.writtenOff
    }
    for note in documents where note.counts && note.type == .creditNote {
      guard let invoice = note.corrects, counted.contains(invoice), let date = note.issueDate, date <= asOf
      else { continue }
      entries[note.currency, default: []].append(
        AccountEntry(date: date, kind: .creditNote, id: note.number, invoice: invoice, amount: note.totals.total))
    }
    func add(_ payment: Payment, leaves: Bool) {
      guard payment.date <= asOf, let kind = payment.kind.movement else { return }
      // What succeeded and was taken back later stays where it was, and goes back on its day.
      guard payment.state == .succeeded || payment.reversed != nil else { return }
      var entry = AccountEntry(
        date: payment.date, kind: kind, id: payment.id, invoice: payment.invoice, amount: payment.amount, leaves: leaves
      )
      entries[payment.currency, default: []].append(entry)
      guard let reversed = payment.reversed, reversed <= asOf else { return }
      entry.date = reversed
      entry.isReversed = true
      entries[payment.currency, default: []].append(entry)
    }
    for payment in payments { add(payment, leaves: false) }
    for payment in settled where payment.kind == .credit { add(payment, leaves: true) }
    return entries.sorted { $0.key < $1.key }.map { currency, entries in
      Statement(workspace, currency, entries, ageings[currency] ?? Ageing(), writtenOff[currency] ?? .zero)
    }
  }

  private init(
    _ workspace: Identifier, _ currency: Currency, _ entries: [AccountEntry], _ ageing: Ageing, _ writtenOff: Amount
  ) {
    self.workspace = workspace
    self.currency = currency
    self.entries = entries.sorted(by: AccountEntry.isListedBefore)
    self.ageing = ageing
    self.writtenOff = writtenOff
    closing = entries.reduce(.zero) { $0 + $1.effect }
  }

  /// Everything from `day` on, with what was before as the opening balance.
  public func movements(from day: Day?) -> Movements {
    var movements = Movements()
    for entry in entries {
      if let day, entry.date < day { movements.opening += entry.effect } else { movements.add(entry) }
    }
    return movements
  }

  /// Month by month, the oldest first; months in which nothing happened are left out.
  public var months: [(month: Month, movements: Movements)] {
    var months: [(month: Month, movements: Movements)] = []
    for entry in entries {
      if months.last?.month != entry.date.month {
        months.append((entry.date.month, Movements(opening: months.last?.movements.closing ?? .zero)))
      }
      months[months.count - 1].movements.add(entry)
    }
    return months
  }
}

extension Payment.Kind {
  /// Nil for what moves no money.
  fileprivate var movement: AccountEntry.Kind? {
    switch self {
    case .payment: .payment
    case .refund: .refund
    case .chargeback: .chargeback
    case .chargebackReversal: .chargebackReversal
    case .writeOff: nil
    case .credit: .credit
    }
  }
}
