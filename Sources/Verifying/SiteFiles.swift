import Diagnostics
import Publishing
import SiteFormat

/// The files of a site, read and hashed once each.
package final class SiteFiles: Sendable {
  package let output: OutputFolder
  package let inventory: Inventory
  package let listed: ListedFiles
  /// What most pages begin with.
  package let commonStart: CommonStart

  package init(output: OutputFolder, inventory: Inventory, listed: ListedFiles, commonStart: CommonStart) {
    self.output = output
    self.inventory = inventory
    self.listed = listed
    self.commonStart = commonStart
  }

  /// The bytes of a file that is in the inventory; nil, with a finding, where it cannot be read.
  package func read(_ path: String, _ tally: inout Tally) -> [UInt8]? {
    do {
      guard let bytes = try output.read(path) else {
        tally.findings.add(.missing(path))
        return nil
      }
      tally.files += 1
      tally.bytes += bytes.count
      compare(bytes.withUnsafeBytes(commonStart.digest), path, &tally)
      return bytes
    } catch {
      tally.findings.add(.unreadable(path, error))
      return nil
    }
  }

  /// As `read`, for a file that nobody looks into: it is not held in memory.
  package func check(_ path: String, _ tally: inout Tally) {
    do {
      let (size, digest) = try output.digest(of: path)
      tally.files += 1
      tally.bytes += size
      compare(digest, path, &tally)
    } catch {
      tally.findings.add(.unreadable(path, error))
    }
  }

  private func compare(_ digest: SHA256Digest, _ path: String, _ tally: inout Tally) {
    guard let expected = listed.digests[path], expected != digest else { return }
    tally.findings.add(
      Finding(
        .fileChanged, "\(path) is not what was published",
        because: "its hash is not the one that \(Checksums.file) lists",
        remedy: Remedy.restore))
  }
}

/// What was looked at, and what was found.
package struct Tally: Sendable {
  package var findings = Findings()
  package var files = 0
  package var bytes = 0
  package var pages = 0
  package var links = 0

  package init(findings: Findings = Findings(), files: Int = 0, bytes: Int = 0, pages: Int = 0, links: Int = 0) {
    self.findings = findings
    self.files = files
    self.bytes = bytes
    self.pages = pages
    self.links = links
  }

  package mutating func add(_ other: Tally) {
    findings.add(other.findings)
    files += other.files
    bytes += other.bytes
    pages += other.pages
    links += other.links
  }
}

extension Finding {
  fileprivate static func unreadable(_ path: String, _ error: any Error) -> Finding {
    var reason = "\(error)"
    if case .inputOutput(_, _, let text) = error as? PublishingError { reason = text }
    return Finding(
      .fileChanged, "\(path) cannot be read: \(reason)", remedy: "check that you may read it, then verify again")
  }
}
