import Diagnostics
import Paths
import Publishing

/// What stands for a site: the signature for the manifest, the manifest for the checksums and the history, the checksums for
/// all files.
package struct SitePapers: Sendable {
  package let output: OutputFolder
  package let manifest: [UInt8]?
  package let sums: [UInt8]?
  package let signature: [UInt8]?
  package let listed: ListedFiles
  /// Nil where there is no manifest, or none of this tool's.
  package let chain: ManifestChain?
  /// Empty where there is none, or none that can be read.
  package let history: KeptHistory
  private let historyFlaw: KeptHistory.Flaw?
  private let holdsHistory: Bool

  package init(_ output: OutputFolder) throws(PublishingError) {
    self.init(
      output, manifest: try output.read(Manifest.file), sums: try output.read(Checksums.file),
      signature: try output.read(Manifest.signature), history: try output.read(SiteLayout.history))
  }

  /// What cannot be read, or is a link, is not there.
  package init(asItStands output: OutputFolder) {
    func read(_ file: String) -> [UInt8]? { try? output.read(file) }
    self.init(
      output, manifest: read(Manifest.file), sums: read(Checksums.file), signature: read(Manifest.signature),
      history: read(SiteLayout.history))
  }

  private init(
    _ output: OutputFolder, manifest: [UInt8]?, sums: [UInt8]?, signature: [UInt8]?, history bytes: [UInt8]?
  ) {
    (self.output, self.manifest, self.sums, self.signature) = (output, manifest, sums, signature)
    holdsHistory = bytes != nil
    listed = ListedFiles(parsing: sums ?? [])
    chain = manifest.flatMap { ManifestChain($0) }
    do throws(KeptHistory.Flaw) {
      history = try KeptHistory(parsing: bytes ?? [])
      historyFlaw = nil
    } catch {
      history = .none
      historyFlaw = error
    }
  }

  package var digest: SHA256Digest? { manifest.map { SHA256Digest(of: $0) } }

  /// Whether there is a signature, or the manifest says that there was one.
  package var isSigned: Bool { signature != nil || chain?.signer != nil }

  /// Says that nobody publishes at this moment, and nobody did since the papers were read: then what was found is no fault
  /// of the site.
  package func requireUnchanged() throws {
    try output.requireFinished()
    guard try output.read(Checksums.file) == sums, try output.read(Manifest.file) == manifest else {
      throw ChangedSite(path: output.path)
    }
  }

  /// What does not hold between them. Of a folder without any of them there is nothing to say.
  ///
  /// - Parameter key: whether the signature is held against a key besides.
  package func findings(besidesKey key: Bool = false) -> [Finding] {
    guard let manifest else { return sums == nil ? [] : [.missing(Manifest.file)] }
    guard let chain else {
      return [
        .manifest(
          "\(Manifest.file) is none that this version can read",
          because: "without its as-of date, payments and balances cannot be checked")
      ]
    }
    guard let sums else { return [.missing(Checksums.file)] }
    var findings: [Finding] = []
    if SHA256Digest(of: sums).hexadecimal != chain.sums {
      findings.append(
        .manifest(
          "\(Checksums.file) is not the one that \(Manifest.file) stands for",
          because: "its hash is not the one that \(Manifest.file) states"))
    }
    findings += listed.flaws.map(Finding.init)
    if let finding = historyFinding(chain) { findings.append(finding) }
    if !key, let finding = signatureFinding(manifest, chain) { findings.append(finding) }
    return findings
  }

  /// Folders of the site that are links: behind them nothing was published. `verify` names all links, whatever they are.
  package var linkedFolders: [Finding] {
    get throws {
      let folders = [SiteLayout.finance, SiteLayout.workspaces] + KeptFiles.folders
      return try folders.filter { try output.isLink($0) }.map { folder in
        Finding(
          .linkedFile, "\(folder) is a symbolic link",
          because: "what it leads to was not published, and can change with nobody noticing",
          remedy: "remove it, and put the folder itself there")
      }
    }
  }

  /// Format 1 kept none, and the first run of this version begins one.
  private func historyFinding(_ chain: ManifestChain) -> Finding? {
    guard chain.format > 1 else {
      let isOfLater = holdsHistory || chain.run != nil || chain.signer != nil
      return isOfLater ? .history("\(Manifest.file) is of format 1, which kept no \(SiteLayout.history)") : nil
    }
    if let flaw = historyFlaw { return .history("line \(flaw.line) is no run: \(flaw.problem)", line: flaw.line) }
    let history = history.history
    if chain.history != history.digest.hexadecimal {
      return .history("\(SiteLayout.history) is not the one that \(Manifest.file) stands for")
    }
    if chain.run != history.runs {
      return .history("\(Manifest.file) is of run \(chain.run ?? 0), and \(history.runs) are told")
    }
    if chain.former != history.former?.hexadecimal {
      return .history("\(Manifest.file) goes on from another manifest than its line says", line: history.runs)
    }
    if let asOf = self.history.asOf, chain.asOf != asOf.description {
      return .history(
        "\(Manifest.file) is as of \(chain.asOf ?? "no day"), and its line as of \(asOf)", line: history.runs)
    }
    if chain.signer != self.history.signer {
      return .history("\(Manifest.file) names another signer than its line", line: history.runs)
    }
    return nil
  }

  /// A signature can be held against the key that the manifest names, whoever's that is: so none is lost or replaced with
  /// nobody noticing. Whether the key is the right one, only who has it can tell.
  private func signatureFinding(_ manifest: [UInt8], _ chain: ManifestChain) -> Finding? {
    guard let signer = chain.signer else {
      // Format 1 does not say who signed.
      guard chain.format > 1, signature != nil else { return nil }
      return .signature("\(Manifest.signature) is there, and \(Manifest.file) says that nobody signed it")
    }
    guard let signature else {
      return .signature("\(Manifest.signature) is not there, and \(Manifest.file) says that it was signed")
    }
    if PublicKey(hexadecimal: signer)?.isValid(signature, for: manifest) == true { return nil }
    return .signature("\(Manifest.signature) is not the signature of \(Manifest.file) by the key that it names")
  }
}

extension Finding {
  package static func missing(_ path: String) -> Finding {
    Finding(.fileMissing, "\(path) was published and is not there", remedy: Remedy.restore)
  }

  package static func manifest(_ message: String, because reason: String) -> Finding {
    Finding(.manifestDiffers, message, because: reason, remedy: Remedy.restore)
  }

  package static func history(_ message: String, line: Int? = nil) -> Finding {
    Finding(
      .historyDiffers, at: line.map { Place(file: SiteLayout.history, line: $0) }, message,
      because: "every run adds one line, and none is ever changed", remedy: Remedy.restore)
  }

  package static func history(documents: Int, records: Int, _ papers: SitePapers) -> Finding {
    .history(
      "the last run left documents: \(documents), and there are records: \(records)",
      line: papers.history.runs)
  }

  fileprivate static func signature(_ message: String) -> Finding {
    Finding(
      .badSignature, message, because: "a signature is lost or replaced by no run that does not say so",
      remedy: Remedy.restore)
  }

  fileprivate init(_ flaw: ListedFiles.Flaw) {
    let message =
      switch flaw.reason {
      case .noChecksum: "this is no checksum: “\(flaw.name.prefix(80))”"
      case .leadsOut: "“\(flaw.name)” leads out of the site"
      case .foreign: "“\(flaw.name)” is no path of a published file: those have plain letters alone"
      case .twice: "“\(flaw.name)” is listed twice"
      }
    self.init(
      .badChecksumLine, at: Place(file: Checksums.file, line: flaw.line), message,
      because: "the line is not followed", remedy: Remedy.restore)
  }
}
