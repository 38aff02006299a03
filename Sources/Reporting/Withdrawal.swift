import Billing
import Diagnostics
import Exports
import Ledger
import Pages
import Paths
import Publishing
import SiteFormat
import SiteWriter
import Threads

/// Documents that were published by mistake and are taken back: their pages leave the site, and everything of them is kept
/// in `finance/withdrawn/`, in a folder with the number of the run in `finance/changes/`.
struct Withdrawal: Sendable {
  let reason: String
  private let entries: [LedgerEntry]
  private let past: Past
  private let asOf: Day
  /// The folder they are kept in.
  private let kept: String

  /// - Throws: `UnknownNames` where a document is not published, and `WithdrawalRefusal` where it cannot be taken back
  ///   by itself.
  init(_ numbers: Set<Identifier>, because reason: String, _ past: Past, _ options: Options) throws {
    let published = past.published
    let unknown = numbers.filter { published.positions[$0] == nil }
    guard unknown.isEmpty else {
      throw UnknownNames(kind: .document, names: unknown.sorted(), known: published.entries.map(\.number))
    }
    entries = published.entries.filter { numbers.contains($0.number) }.sorted(by: LedgerEntry.isListedBefore)
    let obstacles = try WithdrawalObstacles(past).all(numbers)
    guard obstacles.isEmpty else { throw WithdrawalRefusal(obstacles: obstacles) }
    self.reason = reason
    self.past = past
    asOf = options.asOf
    kept = SiteLayout.withdrawn(byRun: try ChangeLog(past.output).last + 1)
  }

  /// The numbers that leave each month.
  var months: [Month: Set<Identifier>] {
    Dictionary(grouping: entries, by: \.month).mapValues { Set($0.map(\.number)) }
  }

  /// The invoices that credit notes among them correct: their former versions may link to those.
  var corrected: Set<Identifier> { Set(entries.lazy.filter { $0.type == .creditNote }.compactMap(\.corrects)) }

  var changes: [DocumentChange] { entries.map { DocumentChange(kind: .withdrawn, document: $0) } }

  /// Attempts to pay them that came to nothing, and what stays with workspaces that have no page any more.
  var findings: [Finding] {
    let numbers = Set(entries.map(\.number))
    return past.kept.parts.lazy.map(\.payment).filter { $0.invoice.map(numbers.contains) ?? false }
      .sorted(by: Payment.isKeptBefore).map { payment in
        Finding(
          .orphanPayment, "payment “\(payment.id)” is for “\(payment.invoice?.text ?? "")”, which is withdrawn",
          because: "who tries to pay an invoice has it, and it was sent",
          remedy: "make sure that the invoice was never sent, or publish it again")
      } + accounts(numbers)
  }

  /// What workspaces without any document left have on account.
  private func accounts(_ numbers: Set<Identifier>) -> [Finding] {
    let staying = Set(past.published.entries.lazy.filter { !numbers.contains($0.number) }.map(\.workspace))
    return Set(entries.map(\.workspace)).subtracting(staying).sorted().flatMap { workspace in
      let parts = past.kept.parts.filter { $0.payment.workspace == workspace }
      func isSettled(_ part: KeptPayment) -> Bool {
        part.isSettled && !(part.payment.invoice.map(numbers.contains) ?? false)
      }
      return Statement.of(
        workspace, documents: [], payments: parts.filter { !isSettled($0) }.map(\.payment),
        settled: parts.filter(isSettled).map(\.payment), asOf: asOf
      ).filter { $0.onAccount != .zero }.map { statement in
        Finding(
          .orphanPayment,
          "workspace “\(workspace)” has \(statement.onAccount.text(in: statement.currency)) \(statement.currency)"
            + " on account, and no document any more",
          because: "its pages leave the site with the last of its documents; receivables go on to list it",
          remedy: "refund what is on account, or publish a document of the workspace again")
      }
    }
  }

  /// Keeps what is taken back, and takes it off the site.
  ///
  /// - Parameter left: the documents that stay.
  func write(_ output: OutputFolder, _ left: [LedgerEntry], _ publication: Publication) throws {
    var records: [UInt8] = []
    var issued: [UInt8] = []
    for (month, numbers) in months.sorted(by: { $0.key < $1.key }) {
      for line in try past.published.lines(of: month) where numbers.contains(line.number) { records += line.bytes }
      for number in numbers.sorted() {
        if let line = try past.archive.line(of: number, month) { issued += line + [UInt8(ascii: "\n")] }
      }
    }
    try publication.write("\(kept)/records.jsonl", records)
    if !issued.isEmpty { try publication.write("\(kept)/issued.jsonl", issued) }
    for entry in entries { try move(entry, output, publication) }
    for folder in Set(entries.map(\.workspaceFolder)).subtracting(left.map(\.workspaceFolder)) {
      for name in [SiteLayout.index, SiteLayout.statement] { try publication.remove("\(folder)/\(name)") }
    }
  }

  /// The page of a document with all that lies beside it, former versions included.
  private func move(_ entry: LedgerEntry, _ output: OutputFolder, _ publication: Publication) throws {
    let folder = "\(Link.folder(entry.page))"
    let name = Link.name(entry.page).dropLast(".html".count)
    for file in try output.names(in: folder) where file.utf8.starts(with: name.utf8) {
      // Another document, or somebody's own file, may begin like it.
      guard Self.isEnding(file.dropFirst(name.count)) else { continue }
      if let bytes = try publication.read("\(folder)/\(file)") {
        try publication.write("\(kept)/\(Link.name(folder))/\(file)", bytes)
        try publication.remove("\(folder)/\(file)")
      }
    }
  }

  /// What follows the name of a document in the names of its files: `.html`, or `~r1.html` for a former version.
  private static func isEnding(_ text: Substring) -> Bool {
    var rest = text
    if rest.hasPrefix("~r") { rest = rest.dropFirst(2).drop { $0.isASCII && $0.isNumber } }
    return DocumentEnding.all.contains(String(rest))
  }
}

extension Report {
  /// Takes documents back that were published by mistake.
  ///
  /// No exports are read: what stays is what was issued and paid. Where the exports still hold a document, the next run
  /// publishes it anew.
  public func withdraw(_ numbers: Set<Identifier>, because reason: String) throws -> Summary {
    let run = RunDescription(options, [])
    let pages = try SitePages(TemplateFolder(options.templates))
    let publication = try Publication(
      to: options.output, apartFrom: [options.templates], landmark: SiteLayout.records, commonStart: pages.prefix,
      signedWith: options.signing.key, mayChangeSigner: options.signing.mayChangeSigner,
      inPlace: options.configuration.publishesInPlace, jobs: options.jobs, onFinishing: options.onFinishing)
    do {
      let present = try Past(options.output, jobs: options.jobs)
      try checkContinuation(of: present)
      let numbers = Set(numbers.map(present.known.document(numbered:)))
      let withdrawal = try Withdrawal(numbers, because: reason, present, options)
      var past = try present.without(numbers, jobs: options.jobs)
      past.readsExports = false
      var findings = Findings()
      for finding in withdrawal.findings { findings.add(finding) }
      let nothing = try ExportContents([], rules: ExportContents.Rules(options.request), findings: findings)
      var plan = try Plan(nothing, options.request, past, readsDocuments: false)
      var names = SiteNames(published: past.published.entries, secret: options.linkSecret)
      plan.setPages(&names, sharesDrafts: options.configuration.sharesDrafts)
      let hashing = Background(jobs: options.jobs) { try run.hash() }
      var summary = try publish(plan, pages, past, publication, run, hashing, withdrawal)
      summary.withdrawn = numbers.count
      return summary
    } catch {
      publication.discard()
      throw error
    }
  }
}
