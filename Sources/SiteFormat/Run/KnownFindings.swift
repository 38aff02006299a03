import Diagnostics
import Exports
import Markdown
import Paths
import Publishing

/// The warnings and notes of the last published run, so that the next one can tell what is new.
///
/// A finding is known by its kind and its words, not by its line: rows move.
public struct KnownFindings: Sendable {
  private struct Key: Hashable {
    var kind: String
    var message: String

    init(_ finding: Finding) {
      kind = finding.kind.rawValue
      message = finding.message
    }
  }

  private let exports: String
  private let keys: Set<Key>
  package let findings: [Finding]

  /// - Parameters:
  ///   - exports: the folder of the exports; findings are known by the names of files in it, wherever it lies.
  ///   - former: what is kept beside these.
  public init(_ findings: [Finding], exports: String = "", keeping former: KnownFindings? = nil) {
    self.exports = exports
    let new = findings.filter { $0.severity != .error }.map { $0.relative(to: exports) }
    let keys = Set(new.map(Key.init))
    self.findings = (new + (former?.findings.filter { !keys.contains(Key($0)) } ?? [])).sorted()
    self.keys = Set(self.findings.map(Key.init))
  }

  /// What the last run left; nothing where there was none.
  package init(_ output: OutputFolder, exports: String) throws {
    var findings: [Finding] = []
    for line in try output.read(SiteLayout.findings)?.split(separator: UInt8(ascii: "\n")) ?? [] {
      guard case .object(let members)? = try? JSONValue(parsing: Array(line)) else { continue }
      var texts: [String: String] = [:]
      for case (let key, .string(let text)) in members { texts[key] = text }
      guard let kind = texts["kind"].flatMap(FindingKind.init), let message = texts["message"] else { continue }
      findings.append(
        Finding(kind, message, remedy: texts["remedy"] ?? "", severity: texts["severity"].flatMap(Severity.init)))
    }
    self.init(findings, exports: exports)
  }

  public func contains(_ finding: Finding) -> Bool {
    keys.contains(Key(finding.relative(to: exports)))
  }

  /// A line for each finding, without the place it stands at.
  package var bytes: [UInt8] {
    let buffer = ByteBuffer()
    for finding in findings {
      JSONText.object(buffer) { json in
        json.text("severity", finding.severity.rawValue)
        json.text("kind", finding.kind.rawValue)
        json.text("message", finding.message)
        json.text("remedy", finding.remedy)
      }
      buffer.append(UInt8(ascii: "\n"))
    }
    return buffer.bytes
  }
}

extension Finding {
  /// As it is published: files by their names in the exports folder, wherever that lies.
  func relative(to exports: String) -> Finding {
    guard !exports.isEmpty else { return self }
    var finding = self
    finding.message = message.replacing("\(exports)/", with: "")
    if var place, place.file.hasPrefix("\(exports)/") {
      place.file = String(place.file.dropFirst(exports.utf8.count + 1))
      finding.place = place
    }
    return finding
  }
}
