import Exports
import Publishing

/// What a manifest says of the chain that it is a link of.
package struct ManifestChain: Sendable {
  /// See `FormatNumber`.
  package let format: Int
  /// The day that the site shows, as it is written.
  package let asOf: String?
  /// The hash of the checksums.
  package let sums: String
  /// The number of the run; nil in format 1, which kept no history.
  package let run: Int?
  package let history: String?
  /// The hash of the manifest before; nil where there was none.
  package let former: String?
  /// Whose signature lies beside it; nil for nobody's.
  package let signer: String?

  /// Nil for what no run of this tool has written.
  package init?(_ bytes: [UInt8]) {
    guard let manifest = try? JSONValue(parsing: bytes), manifest["tool"]?.text == "report",
      let sums = manifest["sha256sums"]?.text, let format = FormatNumber.stated(by: manifest)
    else { return nil }
    (self.sums, self.format) = (sums, format)
    asOf = manifest["as_of"]?.text
    run = manifest["run"]?.whole
    history = manifest["history_sha256"]?.text
    former = manifest["former_manifest_sha256"]?.text
    signer = manifest["signed_by"]?.text
  }
}
