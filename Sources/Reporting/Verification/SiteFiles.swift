import Diagnostics
import Publishing

/// The files of a site, read and hashed once each.
final class SiteFiles: Sendable {
  let output: OutputFolder
  let inventory: Inventory
  let listed: ListedFiles
  /// What most pages begin with.
  let commonStart: CommonStart

  init(output: OutputFolder, inventory: Inventory, listed: ListedFiles, commonStart: CommonStart) {
    self.output = output
    self.inventory = inventory
    self.listed = listed
    self.commonStart = commonStart
  }

  /// The bytes of a file that is in the inventory; nil, with a finding, where it cannot be read.
  func read(_ path: String, _ tally: inout Tally) -> [UInt8]? {
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
  func check(_ path: String, _ tally: inout Tally) {
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
struct Tally: Sendable {
  var findings = Findings()
  var files = 0
  var bytes = 0
  var pages = 0
  var links = 0

  mutating func add(_ other: Tally) {
    findings.add(other.findings)
    files += other.files
    bytes += other.bytes
    pages += other.pages
    links += other.links
  }
}

extension Finding {
  static func missing(_ path: String) -> Finding {
    Finding(.fileMissing, "\(path) was published and is not there", remedy: Remedy.restore)
  }

  fileprivate static func unreadable(_ path: String, _ error: any Error) -> Finding {
    var reason = "\(error)"
    if case .inputOutput(_, _, let text) = error as? PublishingError { reason = text }
    return Finding(
      .fileChanged, "\(path) cannot be read: \(reason)", remedy: "check that you may read it, then verify again")
  }
}
