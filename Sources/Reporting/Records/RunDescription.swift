import Billing
import Diagnostics
import Exports
import Glibc
import Markdown
import Pages
import Paths
import Publishing
import Threads

/// What a site was made from: what was asked for, the tool's version, and the hash of every file that was read.
///
/// Files are hashed once, whoever asks first: a run with nothing new compares them with those of the last one, the
/// smallest first, and any other run hashes them beside its work.
final class RunDescription: Sendable {
  private struct File: Sendable {
    let path: String
    let name: String
    /// As it was before anything was read.
    let state: FileState?

    init(_ path: String, in folder: String) {
      self.path = path
      name = RunDescription.name(of: path, in: folder)
      state = FileState(path)
    }
  }

  private let options: Options
  private let inputs: [File]
  private let templates: [File]
  private let sources = Locked<[String: Manifest.Source]>([:])

  init(_ options: Options, _ exports: [ExportFile]) {
    self.options = options
    // Of several exports in a zip the zip is the input, once.
    var paths: Set<String> = []
    inputs = exports.map(\.path).filter { paths.insert($0).inserted }.map { File($0, in: options.exports) }
    // A folder that cannot be used is refused by whoever compiles its templates.
    templates = ((try? TemplateFolder(options.templates).names()) ?? []).map {
      File("\(options.templates)/\($0)", in: options.templates)
    }
  }

  /// A path as the manifest has it: relative to the folder that it lies in.
  static func name(of path: String, in folder: String) -> String {
    guard PathText.lies(path, in: folder) else { return path }
    return PathText.names(String(path.utf8.dropFirst(folder.utf8.count)) ?? path).joined(separator: "/")
  }

  /// Whether the last run read the same files for the same purpose. Stops at the first difference.
  func isSame(as former: FormerRun) throws -> Bool {
    guard inputs.count == former.inputs.count, templates.count == former.templates.count else { return false }
    var pairs: [(file: File, size: Int, former: FormerRun.Source)] = []
    for (files, sources) in [(inputs, former.inputs), (templates, former.templates)] {
      for file in files {
        guard let source = sources[file.name], let size = file.state?.size, size == source.bytes else { return false }
        pairs.append((file, size, source))
      }
    }
    pairs.sort { $0.size < $1.size }
    for pair in pairs {
      guard try source(pair.file).digest.hexadecimal == pair.former.sha256 else { return false }
    }
    return true
  }

  /// Whether pages would look as those of the last run do: the version, the configuration and the templates are the same.
  func looks(like former: FormerRun) throws -> Bool {
    guard former.version == Report.version, former.configuration == configuration,
      templates.count == former.templates.count
    else { return false }
    for file in templates {
      guard try source(file).digest.hexadecimal == former.templates[file.name]?.sha256 else { return false }
    }
    return true
  }

  private var configuration: String? { options.configuration.source.map { SHA256Digest(of: $0).hexadecimal } }

  /// Says that no file has changed since before it was read: what was hashed is what was billed.
  func checkUnchanged() throws {
    for file in inputs + templates where FileState(file.path) != file.state { throw ChangedInput(name: file.path) }
  }

  /// - Parameters:
  ///   - outcome: what the run came to.
  ///   - controls: what it read.
  ///   - options: with workspaces and documents called what the site calls them.
  ///   - history: the runs that the site was made by up to now.
  ///   - entry: what the history keeps of this one.
  func manifest(
    _ outcome: Outcome, _ controls: ControlTotals, _ options: Options, after history: RunHistory, entry: [UInt8]
  ) throws -> Manifest {
    let inputs = try inputs.map(source)
    let templates = try templates.map(source)
    let buffer = ByteBuffer()
    JSONText.members(buffer) { json in
      json.text("tool", "report")
      json.text("version", Report.version)
      json.number("format", SiteFormat.number)
      json.text("period", options.period.description)
      json.text("as_of", options.asOf.description)
      json.array("workspaces", options.workspaces.sorted()) { JSONText.string($0.text, to: $1) }
      json.array("held", options.held.sorted()) { JSONText.string($0.text, to: $1) }
      json.text("reissue", options.reissue)
      json.text("configuration_sha256", configuration)
      json.array("inputs", inputs) { $0.appendJSON(to: $1) }
      controls.write(to: &json)
      json.array("templates", templates) { $0.appendJSON(to: $1) }
      json.number("documents", outcome.documents)
      json.number("warnings", outcome.warnings)
      json.number("notes", outcome.notes)
    }
    return Manifest(run: buffer.bytes, after: history, entry: entry)
  }

  /// Hashes all files, so that `manifest` finds them done.
  func hash() throws {
    for file in inputs + templates { _ = try source(file) }
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

/// What a run came to, as far as its manifest tells.
struct Outcome: Equatable {
  /// Those that were asked for.
  var documents: Int
  var warnings: Int
  var notes: Int

  init(_ summary: Summary) {
    documents = summary.documents
    warnings = summary.findings.count(.warning)
    notes = summary.findings.count(.note)
  }
}

/// What tells that a file is another one now, or was written to.
private struct FileState: Equatable, Sendable {
  let size: Int
  private let numbers: [Int]

  init?(_ path: String) {
    var info = stat()
    guard stat(path, &info) == 0 else { return nil }
    size = Int(info.st_size)
    numbers = [
      Int(info.st_dev), Int(info.st_ino), info.st_mtim.tv_sec, info.st_mtim.tv_nsec, info.st_ctim.tv_sec,
      info.st_ctim.tv_nsec,
    ]
  }
}

/// A file that was written to while a run was reading.
public struct ChangedInput: Error, Sendable, CustomStringConvertible {
  var name: String

  public var description: String {
    """
    \(VisibleText.of(name)) changed while it was being read
      fix: wait until it is complete, then run again
    """
  }
}

/// The manifest of the output, as far as it tells whether a run would repeat the last one.
struct FormerRun {
  typealias Source = (bytes: Int, sha256: String)

  let version: String?
  /// Of the site: see `SiteFormat`.
  let format: Int
  /// The day whose state the site shows.
  let asOf: Day
  /// The hash of the configuration; nil where there was none.
  let configuration: String?
  let inputs: [String: Source]
  let templates: [String: Source]
  /// Nil in the manifests of former versions.
  let controls: ControlTotals?
  let counts: Publication.Counts

  /// Nil where there is no manifest, or none of this tool's.
  ///
  /// - Throws: `NewerSite` where a later version wrote it in a format of its own.
  init?(_ output: OutputFolder) throws {
    guard let bytes = try output.read(Manifest.file), let manifest = try? JSONValue(parsing: bytes)
    else { return nil }
    format = try SiteFormat.check(manifest, output.path)
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
