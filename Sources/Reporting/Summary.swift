import Billing
import Diagnostics
import Markdown
import Publishing
import SiteFormat
import SiteWriter

/// What a run did, for people and, as JSON, for machines.
public struct Summary: Sendable {
  public var period: PeriodSelection
  public var asOf: Day
  /// Invoices and credit notes that were asked for.
  public var documents = 0
  /// The months that the exports or the site have something of; known where nothing was asked for that there is.
  public var monthsWithDocuments: MonthRanges?
  public var invoices = 0
  public var workspaces = 0
  public var usageRows = 0
  /// What the run published; nothing for a dry run.
  public var published = Publication.Counts()
  public var totals: [CurrencyTotals] = []
  /// By status, in the order of the statuses.
  public var statuses: [(status: Status, count: Int)] = []
  /// What lies on account beside open invoices, by currency.
  public var unapplied: [(currency: Currency, amount: Amount)] = []
  public var findings = Findings()
  /// What the last run found already.
  public var known = KnownFindings([])
  public var new = 0
  public var updated = 0
  /// All other documents of the site.
  public var unchanged = 0
  /// Of the updated ones, those that were issued again.
  public var reissued = 0
  public var withdrawn = 0
  /// The last month that was asked for, against the one before.
  public var comparison: MonthComparison?
  /// Held back on request.
  public var held = 0
  /// Document by document, what the run changed on the site.
  public var changes: [DocumentChange] = []
  /// What the format of the site says otherwise since this run; nil where it had this format.
  public var format: FormatChange?
  /// Whether the JSON lists the changes, and not only their numbers.
  public var listsChanges = false
  /// Seconds, as measured by whoever ran it.
  public var elapsed: String = "0.00"

  /// Whether no document is of the months that were asked for.
  public var isNothingSelected: Bool { documents == 0 && held == 0 }

  /// How many warnings the last run found already.
  public var knownWarnings: Int { findings.all.count { $0.severity == .warning && known.contains($0) } }

  /// One JSON object on one line.
  public var json: String {
    let buffer = ByteBuffer()
    JSONText.object(buffer) { json in
      json.text("period", period.description)
      json.text("as_of", asOf.description)
      json.number("invoices", invoices)
      json.number("workspaces", workspaces)
      json.number("usage_rows", usageRows)
      json.number("files", published.files)
      json.number("bytes", published.bytes)
      json.object("totals") { json in
        for total in totals {
          json.key(named: total.currency.code)
          JSONText.object(buffer) { json in total.append(to: &json) }
        }
      }
      json.object("statuses") { json in
        for status in Status.allCases {
          json.key(named: status.rawValue)
          buffer.append(String(statuses.first { $0.status == status }?.count ?? 0))
        }
      }
      json.object("findings") { json in
        json.number("error", findings.count(.error))
        json.number("warning", findings.count(.warning))
        json.number("note", findings.count(.note))
      }
      json.object("changes") { json in
        json.number("new", new)
        json.number("updated", updated)
        json.number("unchanged", unchanged)
        json.number("reissued", reissued)
        json.number("withdrawn", withdrawn)
        json.number("held", held)
      }
      if listsChanges {
        json.array("documents", changes) { change, buffer in
          JSONText.object(buffer) { json in
            json.text("change", change.kind.rawValue)
            change.append(to: &json)
          }
        }
      }
      json.key("elapsed")
      buffer.append(elapsed)
    }
    return buffer.string
  }
}

extension Summary {
  /// - Parameter requested: the documents that were asked for.
  init(_ options: Options, _ requested: some Sequence<LedgerEntry>, findings: Findings) {
    self.init(period: options.period, asOf: options.asOf)
    var workspaces: Set<Identifier> = []
    var counts: [Status: Int] = [:]
    for entry in requested {
      documents += 1
      usageRows += entry.usageRows
      workspaces.insert(entry.workspace)
      if entry.type == .invoice { invoices += 1 }
      // Of credit notes, those that count.
      if entry.type == .invoice || entry.status == .issued { counts[entry.status, default: 0] += 1 }
    }
    self.workspaces = workspaces.count
    totals = CurrencyTotals.of(requested)
    statuses = Status.allCases.map { ($0, counts[$0] ?? 0) }
    self.findings = findings
  }
}

extension CurrencyTotals {
  fileprivate func append(to json: inout JSONText) {
    json.amount("subtotal", subtotal, currency)
    json.amount("discount", discount, currency)
    json.amount("tax", tax, currency)
    json.amount("total", total, currency)
    json.amount("credited", credited, currency)
    json.amount("paid", paid, currency)
    json.amount("written_off", writtenOff, currency)
    json.amount("pending", pending, currency)
    json.amount("refunded", refunded, currency)
    json.amount("due", due, currency)
    json.amount("credit", credit, currency)
  }
}
