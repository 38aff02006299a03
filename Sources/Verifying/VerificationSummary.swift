import Billing
import Diagnostics
import Markdown
import SiteFormat

/// What a verification looked at and found, for people and, as JSON, for machines.
public struct VerificationSummary: Sendable {
  public var folder: String
  /// Of the run that published the site; nil where its manifest cannot be read.
  public var version: String?
  public var asOf: Day?
  public var files: Int
  public var bytes: Int
  public var documents: Int
  public var workspaces: Int
  public var pages: Int
  public var links: Int
  /// How many records were held against exports; nil where that was not asked for, or cannot be done.
  public var recomputed: Int?
  public var signature: SignatureState
  public var findings: Findings
  /// Seconds, as measured by whoever ran it.
  public var elapsed = "0.00"

  package init(
    folder: String, _ manifest: SiteManifest?, _ records: SiteRecords, _ tally: Tally, signature: SignatureState
  ) {
    self.folder = folder
    version = manifest?.version
    asOf = manifest?.asOf
    files = tally.files
    bytes = tally.bytes
    documents = records.all.count
    workspaces = Set(records.all.lazy.map(\.entry.workspace)).count
    pages = tally.pages
    links = tally.links
    self.signature = signature
    findings = tally.findings
  }

  /// Whether there is nothing to look at.
  public var isClean: Bool { findings.count(.error) + findings.count(.warning) == 0 }

  /// One JSON object on one line.
  public var json: String {
    let buffer = ByteBuffer()
    JSONText.object(buffer) { json in
      json.text("folder", folder)
      json.text("version", version)
      json.text("as_of", asOf?.description)
      json.number("files", files)
      json.number("bytes", bytes)
      json.number("documents", documents)
      json.number("workspaces", workspaces)
      json.number("pages", pages)
      json.number("links", links)
      if let recomputed { json.number("recomputed", recomputed) } else { json.null("recomputed") }
      json.text("signature", signature.rawValue)
      json.object("findings") { json in
        json.number("error", findings.count(.error))
        json.number("warning", findings.count(.warning))
        json.number("note", findings.count(.note))
      }
      json.key("elapsed")
      buffer.append(elapsed)
    }
    return buffer.string
  }
}
