import Billing
import Exports
import Glibc
import Markdown
import Pages
import Publishing
import Synchronization

/// What a site was made from: what was asked for, the tool's version, and the hash of every file that was read.
///
/// Files are hashed once, whoever asks first: a run with nothing new compares them with those of the last one, the
/// smallest first, and any other run hashes them beside its work.
final class RunDescription: Sendable {
  private struct File: Sendable {
    let path: String
    let name: String
    let size: Int

    init(_ path: String, in folder: String) {
      self.path = path
      name = path.hasPrefix(folder) ? String(path.dropFirst(folder.count).drop { $0 == "/" }) : path
      var info = stat()
      size = stat(path, &info) == 0 ? Int(info.st_size) : 0
    }
  }

  private let options: Options
  private let inputs: [File]
  private let templates: [File]
  private let sources = Mutex<[String: Manifest.Source]>([:])

  init(_ options: Options, _ exports: [ExportFile]) throws {
    self.options = options
    inputs = exports.map { File($0.path, in: options.exports) }
    templates = try TemplateFolder(options.templates).names().map {
      File("\(options.templates)/\($0)", in: options.templates)
    }
  }

  /// Whether the last run read the same files for the same purpose. Stops at the first difference.
  func isSame(as former: FormerRun) throws -> Bool {
    let files =
      inputs.map { (file: $0, former: former.inputs[$0.name]) }
      + templates.map { (file: $0, former: former.templates[$0.name]) }
    guard inputs.count == former.inputs.count, templates.count == former.templates.count,
      files.allSatisfy({ $0.former?.bytes == $0.file.size })
    else { return false }
    return try files.sorted { $0.file.size < $1.file.size }.allSatisfy { file, former in
      try source(file).digest.hexadecimal == former?.sha256
    }
  }

  func manifest() throws -> Manifest {
    let inputs = try inputs.map(source)
    let templates = try templates.map(source)
    let buffer = ByteBuffer()
    JSONText.members(buffer) { json in
      json.text("tool", "report")
      json.text("version", Report.version)
      json.text("period", options.period.description)
      json.text("as_of", options.asOf.description)
      json.array("workspaces", options.workspaces.sorted(by: precedes)) { JSONText.string($0, to: $1) }
      json.text(
        "configuration_sha256",
        options.configuration.source.map { SHA256Digest(of: $0).hexadecimal })
      json.array("inputs", inputs) { $0.appendJSON(to: $1) }
      json.array("templates", templates) { $0.appendJSON(to: $1) }
    }
    return Manifest(run: buffer.bytes)
  }

  private func source(_ file: File) throws -> Manifest.Source {
    if let known = sources.withLock({ $0[file.path] }) { return known }
    let source = try Manifest.Source(file.path, name: file.name)
    sources.withLock { $0[file.path] = source }
    return source
  }
}

extension Manifest.Source {
  fileprivate func appendJSON(to buffer: ByteBuffer) {
    JSONText.object(buffer) { json in
      json.text("file", name)
      json.number("bytes", bytes)
      json.text("sha256", digest.hexadecimal)
    }
  }
}

/// The files that the manifest of the output names.
struct FormerRun {
  typealias Source = (bytes: Int, sha256: String)

  let inputs: [String: Source]
  let templates: [String: Source]

  /// Nil where there is no manifest, or none of this tool's.
  init?(_ output: OutputFolder) throws {
    guard let bytes = try output.read(Manifest.file), let manifest = try? JSONValue(parsing: bytes),
      let inputs = Self.sources(manifest["inputs"]), let templates = Self.sources(manifest["templates"])
    else { return nil }
    self.inputs = inputs
    self.templates = templates
  }

  private static func sources(_ list: JSONValue?) -> [String: Source]? {
    guard case .array(let entries)? = list else { return nil }
    var sources: [String: Source] = [:]
    for entry in entries {
      guard case .string(let name)? = entry["file"], case .number(let digits)? = entry["bytes"],
        let bytes = Int(digits), case .string(let sha256)? = entry["sha256"]
      else { return nil }
      sources[name] = (bytes, sha256)
    }
    return sources
  }
}

extension JSONValue {
  fileprivate subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }
}
