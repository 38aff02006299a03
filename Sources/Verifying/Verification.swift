import Billing
import Diagnostics
import Exports
import Paths
import Publishing
import Settings
import SiteFormat
import Threads

/// Holds a published site against itself: hashes, records, issued contents, payments, pages, lists and links. It needs
/// nothing but the folder, and trusts nothing in it.
public struct Verification: Sendable {
  private let output: OutputFolder
  private let key: PublicKey?
  private let since: KeptManifest?
  private let source: Source?
  private let jobs: Int
  private let progress: Progress?

  /// - Parameters:
  ///   - key: what the signature is checked with, where there is a key.
  ///   - since: a manifest that the site has to go on from, where one was kept.
  ///   - source: what the records are worked out of anew, where that is asked for.
  public init(
    of folder: String, key: PublicKey? = nil, since: KeptManifest? = nil, against source: Source? = nil, jobs: Int = 1,
    progress: Progress? = nil
  ) {
    output = OutputFolder(folder)
    self.key = key
    self.since = since
    self.source = source
    self.jobs = jobs
    self.progress = progress
  }

  /// - Throws: `NoSite` where there is nothing to verify, `ChangedSite` where a run came between. Everything else that
  ///   is wrong is a finding.
  public func run() throws -> VerificationSummary {
    try output.requireFinished()
    let papers = SitePapers(asItStands: output)
    let listed = papers.listed
    let inventory = try Inventory(output, listed: listed.digests.keys, jobs: jobs)
    try checkIsSite(inventory)

    var tally = Tally()
    let manifest = papers.manifest.flatMap { SiteManifest($0) }
    if let manifest, manifest.format > FormatNumber.current {
      throw NewerSite(path: output.path, format: manifest.format, version: manifest.version)
    }
    let signature = SignatureState(papers.signature, of: papers.manifest ?? [], key: key)
    let files = SiteFiles(
      output: output, inventory: inventory, listed: listed, commonStart: CommonStart(commonStart(of: inventory)))
    let folder = FolderChecks.findings(manifest, papers, inventory, besidesKey: key != nil && papers.signature != nil)
    // That a signature is gone is told once.
    let isToldAlready = papers.signature == nil && papers.chain?.signer != nil
    for finding in folder + [isToldAlready ? nil : signature.finding, since?.finding(of: papers)].compactMap(\.self) {
      tally.findings.add(finding)
    }

    let records = try SiteRecords(files, jobs: jobs, &tally)
    let issued = try IssuedContents(files, records, jobs: jobs, &tally)
    let payments = try PaymentHistory(files, &tally)
    if let manifest, let payments {
      tally.findings.add(try BalanceChecks(records, payments, manifest).findings(jobs: jobs))
    }
    for finding in manifest.map({ FolderChecks.findings($0, papers, records) }) ?? [] { tally.findings.add(finding) }
    let notes = payments.map { $0.creditNotes.values.joined().map(\.number) } ?? []
    let identifiers = KnownIdentifiers(
      workspaces: (payments?.workspaces ?? []).union(records.all.lazy.map(\.entry.workspace)).sorted(),
      documents: Set(notes).union(records.all.lazy.map(\.entry.number)).sorted(),
      payments: (payments?.paymentIDs ?? []).sorted())
    for finding in identifiers.findings { tally.findings.add(finding) }
    let done = Set(SiteRecords.paths(inventory) + IssuedContents.paths(inventory) + [SiteLayout.payments])
    tally.add(try FileChecks(files, records, issued).tally(except: done, jobs: jobs, progress: progress))

    let recomputation = try manifest.flatMap { manifest in
      try source.map { try Recomputation($0, files, records, manifest, jobs: jobs, progress: progress) }
    }
    if let recomputation { tally.findings.add(recomputation.findings) }

    try output.requireFinished()
    guard (try? output.read(Manifest.file)) == papers.manifest else { throw ChangedSite(path: output.path) }
    var summary = VerificationSummary(folder: output.path, manifest, records, tally, signature: signature)
    summary.recomputed = recomputation?.count
    return summary
  }

  /// Exports, and the settings that they are billed by.
  public struct Source: Sendable {
    public var exports: String
    public var configuration: Configuration

    public init(exports: String, configuration: Configuration) {
      self.exports = exports
      self.configuration = configuration
    }
  }

  /// A damaged site is one all the same; an empty folder is none.
  private func checkIsSite(_ inventory: Inventory) throws {
    if [Manifest.file, Checksums.file].contains(where: inventory.holds)
      || inventory.files.contains(where: Inventory.isGenerated)
    {
      return
    }
    guard output.isFolder else { throw NoSite(path: output.path, reason: "there is no such folder") }
    throw NoSite(path: output.path, reason: "it holds neither \(Manifest.file) nor \(Checksums.file)")
  }

  /// What two pages of documents begin with. Pages that begin otherwise are hashed whole.
  private func commonStart(of inventory: Inventory) -> [UInt8] {
    let paths = inventory.files.lazy.filter {
      SiteLayout.isForCustomers($0) && $0.hasSuffix(".html") && !$0.hasSuffix("/\(SiteLayout.index)")
    }.prefix(2)
    let pages = Array(paths).compactMap { try? output.read($0) }
    guard pages.count == 2 else { return [] }
    return zip(pages[0], pages[1]).prefix { $0 == $1 }.map(\.0)
  }
}
