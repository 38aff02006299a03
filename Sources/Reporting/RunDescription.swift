import Billing
import Diagnostics
import Exports
import Glibc
import Markdown
import Pages
import Paths
import Publishing
import SiteFormat
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
      name = InputName.of(path, in: folder)
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
    guard former.version == ToolVersion.current, former.configuration == configuration,
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
      json.text("version", ToolVersion.current)
      json.number("format", FormatNumber.current)
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
