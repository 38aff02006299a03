import Billing
import Exports
import Publishing

/// The manifest of the output, as far as it tells whether a run would repeat the last one.
package struct FormerRun {
  package typealias Source = (bytes: Int, sha256: String)

  package let version: String?
  /// Of the site: see `FormatNumber`.
  package let format: Int
  /// The day whose state the site shows.
  package let asOf: Day
  /// The hash of the configuration; nil where there was none.
  package let configuration: String?
  package let inputs: [String: Source]
  package let templates: [String: Source]
  /// Nil in the manifests of former versions.
  package let controls: ControlTotals?
  package let counts: Publication.Counts

  /// Nil where there is no manifest, or none of this tool's.
  ///
  /// - Throws: `NewerSite` where a later version wrote it in a format of its own.
  package init?(_ output: OutputFolder) throws {
    guard let bytes = try output.read(Manifest.file), let manifest = try? JSONValue(parsing: bytes)
    else { return nil }
    format = try FormatNumber.check(manifest, output.path)
    guard let inputs = Self.sources(manifest["inputs"]), let templates = Self.sources(manifest["templates"]),
      let asOf = manifest["as_of"]?.text.flatMap({ Day($0) }), let files = manifest["files"]?.whole,
      let size = manifest["bytes"]?.whole
    else { return nil }
    version = manifest["version"]?.text
    configuration = manifest["configuration_sha256"]?.text
    self.asOf = asOf
    self.inputs = inputs
    self.templates = templates
    controls = ControlTotals(manifest["control_totals"])
    var counts = Publication.Counts()
    counts.files = files
    counts.bytes = size
    self.counts = counts
  }

  private static func sources(_ list: JSONValue?) -> [String: Source]? {
    guard case .array(let entries)? = list else { return nil }
    var sources: [String: Source] = [:]
    for entry in entries {
      guard case .string(let name)? = entry["file"], let bytes = entry["bytes"]?.whole,
        case .string(let sha256)? = entry["sha256"]
      else { return nil }
      sources[name] = (bytes, sha256)
    }
    return sources
  }
}
