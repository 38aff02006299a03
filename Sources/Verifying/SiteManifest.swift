import Billing
import Diagnostics
import Exports
import Publishing
import Settings
import SiteFormat

/// `manifest.json`, as far as a site can be held against it.
package struct SiteManifest: Sendable {
  package let version: String
  /// See `FormatNumber`.
  package let format: Int
  package let period: PeriodSelection
  package let asOf: Day
  /// The workspaces that the run was asked for; all where empty.
  package let workspaces: Set<Identifier>
  /// The documents that it was told to hold back.
  package let held: Set<Identifier>
  /// The hash of the configuration; nil where there was none.
  package let configuration: String?
  /// How many documents it was asked for.
  package let documents: Int
  /// How many files it stands for.
  package let files: Int
  /// The hash of the checksums.
  package let sums: String

  /// Nil for what no run of this tool has written.
  package init?(_ bytes: [UInt8]) {
    guard let manifest = try? JSONValue(parsing: bytes), manifest["tool"]?.text == "report",
      let version = manifest["version"]?.text,
      let period = manifest["period"]?.text.flatMap({ PeriodSelection($0) }),
      let asOf = manifest["as_of"]?.text.flatMap({ Day($0) }),
      case .array(let workspaces)? = manifest["workspaces"], let documents = manifest["documents"]?.whole,
      let files = manifest["files"]?.whole, let sums = manifest["sha256sums"]?.text,
      let format = FormatNumber.stated(by: manifest)
    else { return nil }
    self.version = version
    self.format = format
    self.period = period
    self.asOf = asOf
    self.workspaces = Set(workspaces.compactMap(\.text).map { Identifier($0) })
    held = Set((manifest["held"]?.elements ?? []).compactMap(\.text).map { Identifier($0) })
    configuration = manifest["configuration_sha256"]?.text
    self.documents = documents
    self.files = files
    self.sums = sums
  }

  /// Whether the run was asked for a document.
  func covers(_ entry: LedgerEntry) -> Bool { period.contains(entry.month) && isAsOfItsDay(entry) }

  /// Whether a record shows the day of the manifest: what the run did not touch stands as on another day.
  func isAsOfItsDay(_ entry: LedgerEntry) -> Bool {
    (workspaces.isEmpty || workspaces.contains(entry.workspace)) && !held.contains(entry.number)
  }

  func isConfigured(by configuration: Configuration) -> Bool {
    configuration.source.map { SHA256Digest(of: $0).hexadecimal } == self.configuration
  }
}

/// Whether the manifest is the one that was signed.
public enum SignatureState: String, Sendable {
  /// There is none, and no key to check one with.
  case none
  case valid, invalid, missing
  /// There is one, and no key was given.
  case unchecked
}

extension SignatureState {
  package init(_ signature: [UInt8]?, of manifest: [UInt8], key: PublicKey?) {
    switch (signature, key) {
    case (nil, nil): self = .none
    case (_?, nil): self = .unchecked
    case (nil, _?): self = .missing
    case (let signature?, let key?): self = key.isValid(signature, for: manifest) ? .valid : .invalid
    }
  }

  package var finding: Finding? {
    switch self {
    case .none, .valid: nil
    case .invalid:
      Finding(
        .badSignature, "\(Manifest.signature) is not this key's signature of \(Manifest.file)",
        because: "another key made it, or one of the two files is not what was signed",
        remedy: "check that the key is the right one; \(Remedy.restore)")
    case .missing:
      Finding(
        .badSignature, "\(Manifest.signature) is not there", because: "nobody vouches for this site",
        remedy: "publish with --sign, or verify without --key")
    case .unchecked:
      Finding(
        .uncheckedSignature, "\(Manifest.signature) was not checked",
        remedy: "name the public key with --key to check it")
    }
  }
}
