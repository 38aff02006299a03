import Diagnostics
import Exports
import Publishing

/// The exports that the site was made from, to be packed with a month: years later every line can be traced to its rows.
struct ArchivedExports: Sendable {
  let entries: [ZipEntry]
  /// Exports that are missing, or are not those that the last run read.
  let findings: [Finding]

  /// - Parameter folder: where the exports lie.
  init(_ folder: String, of site: ArchivedSite) throws {
    var entries: [ZipEntry] = []
    var findings: [Finding] = []
    let inputs = (try? JSONValue(parsing: site.papers.manifest ?? []))?["inputs"]?.elements ?? []
    for input in inputs {
      guard let name = input["file"]?.text, let hash = input["sha256"]?.text,
        let digest = SHA256Digest(hexadecimal: hash.utf8)
      else { continue }
      let entry = try ZipEntry("exports/\(name)", .file("\(folder)/\(name)", digest))
      do throws(PublishingError) {
        guard try Manifest.Source("\(folder)/\(name)", name: name).digest == digest else {
          findings.append(.other("\(folder)/\(name) is not the export that the site was made from"))
          continue
        }
        entries.append(entry)
      } catch {
        findings.append(.other("\(folder)/\(name) cannot be read: \(error.reason)"))
      }
    }
    if inputs.isEmpty { findings.append(.other("the last run of the site read no exports")) }
    self.entries = entries
    self.findings = findings
  }
}

extension Finding {
  fileprivate static func other(_ message: String) -> Finding {
    Finding(
      .exportsDiffer, message, because: "an archive holds the exports whose hashes the manifest states, and no others",
      remedy:
        "archive right after the run that read them, name their folder with --exports, or leave out --with-exports")
  }
}
