import Billing
import Diagnostics
import Exports
import Ledger
import Paths
import Publishing
import SiteFormat
import Threads

/// The records of a site against what exports come to: everything is worked out anew, as if there were no site, as of
/// the day the site shows.
struct Recomputation: Sendable {
  /// How many records were held against the exports.
  private(set) var count = 0
  private(set) var findings = Findings()

  /// - Throws: `Refusal` where the exports have errors, and whatever keeps them from being read.
  init(
    _ source: Verification.Source, _ files: SiteFiles, _ records: SiteRecords, _ manifest: SiteManifest, jobs: Int,
    progress: Progress?
  ) throws {
    var request = BillingRequest(period: manifest.period, asOf: manifest.asOf)
    request.configuration = source.configuration
    request.jobs = jobs
    request.progress = progress
    let ledger = try Self.ledger(request, source.exports, records, IssuedArchive(files.output))
    let withdrawn = Self.withdrawn(files)
    var known: Set<Identifier> = []
    for entry in ledger.entries {
      known.insert(entry.number)
      guard let record = records[entry.number] else {
        if manifest.covers(entry), !withdrawn.contains(entry.number) { findings.add(.unpublished(entry)) }
        continue
      }
      guard manifest.isAsOfItsDay(record.entry) else { continue }
      count += 1
      let differences = Self.differences(record, entry)
      if !differences.isEmpty { findings.add(.differs(record, differences, source, manifest)) }
    }
    let left = records.all.count { !known.contains($0.entry.number) && manifest.isAsOfItsDay($0.entry) }
    if left > 0 { findings.add(.notExported(left, source)) }
  }

  /// The numbers of documents that were taken back: exports may hold them all the same.
  private static func withdrawn(_ files: SiteFiles) -> Set<Identifier> {
    var numbers: Set<Identifier> = []
    for path in files.inventory.files(in: SiteLayout.withdrawn) where path.hasSuffix("/records.jsonl") {
      // One that cannot be read is a finding already: `FileChecks` reads every file.
      for line in (try? DocumentLine.all(in: path, of: files.output)) ?? [] { numbers.insert(line.number) }
    }
    return numbers
  }

  /// - Parameter records: invoices drawn up from usage keep the numbers that they are published under.
  private static func ledger(
    _ request: BillingRequest, _ exports: String, _ records: SiteRecords, _ archive: IssuedArchive
  ) throws -> Ledger {
    var findings = Findings()
    let files = try ExportFolder.files(at: exports, findings: &findings)
    guard !findings.hasUnreadFiles else { throw Refusal(findings: findings) }
    request.progress?.begin(.reading, total: files.reduce(0) { $0 + $1.size })
    var rules = try ExportContents.Rules(request)
    rules.publishedNumbers = PublishedRecords.drawnUpNumbers(
      records.all.lazy.map(\.entry), prefix: rules.numberPrefix
    ) { number in
      let line = records[number].flatMap { try? archive.line(of: number, $0.entry.month) }
      return line.map(SourceDigest.isFormatOne) ?? false
    }
    let contents = try ExportContents(files, rules: rules, findings: findings)
    guard !contents.findings.hasErrors else { throw Refusal(findings: contents.findings) }
    // A folder that cannot be: there is no past.
    var past = try Past("/dev/null/output", jobs: request.jobs)
    // What was issued is not scheduled, whatever day it bears.
    past.issued = Set(records.all.lazy.filter { $0.issuedSHA256 != nil }.map(\.entry.number))
    let plan = try Plan(contents, request, past)
    let ledger = try Ledger(
      plan, request, Issuance(plan.biller, past, request),
      Renewal(plan.biller.accounts, isRestyled: false, from: nil, to: request.asOf))
    guard !ledger.findings.hasErrors else { throw Refusal(findings: ledger.findings) }
    return ledger
  }

  /// What a record says otherwise than the exports do.
  private static func differences(_ record: SiteRecord, _ exported: LedgerEntry) -> [String] {
    let entry = record.entry
    var differences: [String] = []
    func text(_ flags: [StatusFlag]) -> String { "[\(flags.map(\.rawValue).joined(separator: ", "))]" }
    func compare(_ name: String, _ stated: String, _ computed: String) {
      if !isSame(stated, computed) { differences.append("\(name) is \(stated), and comes to \(computed)") }
    }
    func compare(_ name: String, _ stated: Amount, _ computed: Amount) {
      compare(name, stated.text(in: entry.currency), computed.text(in: exported.currency))
    }
    compare("document_type", entry.type.rawValue, exported.type.rawValue)
    compare("corrects", entry.corrects?.text ?? "null", exported.corrects?.text ?? "null")
    compare("workspace_id", entry.workspace.text, exported.workspace.text)
    compare("billing_period_start", "\(entry.period.start)", "\(exported.period.start)")
    compare("billing_period_end", "\(entry.period.end)", "\(exported.period.end)")
    compare("issue_date", entry.issueDate?.description ?? "null", exported.issueDate?.description ?? "null")
    compare("due_date", entry.dueDate?.description ?? "null", exported.dueDate?.description ?? "null")
    compare("currency", entry.currency.code, exported.currency.code)
    compare("services", "\(entry.services)", "\(exported.services)")
    compare("usage_rows", "\(entry.usageRows)", "\(exported.usageRows)")
    compare("subtotal", entry.totals.subtotal, exported.totals.subtotal)
    compare("discount", entry.totals.discount, exported.totals.discount)
    compare("tax", entry.totals.tax, exported.totals.tax)
    compare("total", record.total, exported.totals.total)
    compare("credited", entry.credited, exported.credited)
    compare("paid", entry.paid, exported.paid)
    compare("written_off", entry.writtenOff, exported.writtenOff)
    compare("pending", entry.pending, exported.pending)
    compare("refunded", entry.refunded, exported.refunded)
    compare("due", entry.due, exported.due)
    compare("credit", entry.credit, exported.credit)
    compare("status", entry.status.rawValue, exported.status.rawValue)
    compare("flags", text(entry.flags), text(exported.flags))
    return differences
  }
}

extension Finding {
  fileprivate static func differs(
    _ record: SiteRecord, _ differences: [String], _ source: Verification.Source, _ manifest: SiteManifest
  ) -> Finding {
    Finding(
      .exportsDiffer, at: SiteRecords.place(record),
      "“\(record.entry.number)”: \(differences.joined(separator: "; "))",
      because: "the exports in \(source.exports) come to that, as of \(manifest.asOf)"
        + (manifest.isConfigured(by: source.configuration) ? "" : ", by another configuration than the site's"),
      remedy:
        "verify with the exports and the configuration that the site was made from; if these are those, \(Remedy.restore)"
    )
  }

  fileprivate static func unpublished(_ entry: LedgerEntry) -> Finding {
    Finding(
      .exportsDiffer,
      "“\(entry.number)” is in the exports, with a total of \(entry.totals.total.text(in: entry.currency)) "
        + "\(entry.currency), and not on the site",
      because: "the last run was asked for its month", remedy: "publish the month again")
  }

  fileprivate static func notExported(_ count: Int, _ source: Verification.Source) -> Finding {
    Finding(
      .exportsDiffer, "records of documents that the exports in \(source.exports) do not hold any more: \(count)",
      because: "what was published stays; they were not worked out anew", remedy: "nothing, if these exports are newer",
      severity: .note)
  }
}
