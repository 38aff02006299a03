import CSystem
import Glibc
import Synchronization

/// A new state of the output folder, built beside the present one and put in its place in one step.
///
/// Files are written into a staging folder next to the output, unchanged ones as hard links to what is there. Until
/// `publish` exchanges the two folders, the output is exactly as it was; `discard`, a failure or a kill leaves it so.
/// `write` may be called from many threads at once, for different paths.
public final class Publication: Sendable {
  public enum Change: Sendable, Hashable {
    case new, updated, unchanged
  }

  /// What a run wrote.
  public struct Counts: Sendable, Hashable {
    public var files = 0
    public var bytes = 0
    public var new = 0
    public var updated = 0

    public init() {}
  }

  public let output: String
  private let stage: String
  private let lock: Mutex<OutputLock?>
  private let state = Mutex(State())

  private struct State {
    var counts = Counts()
    var folders: Set<String> = []
  }

  /// - Parameters:
  ///   - output: the folder to publish to; it need not exist yet. It is locked until `publish` or
  ///     `discard` is done.
  ///   - inputs: folders that must not lie in the output, nor it in them: it is exchanged as a whole.
  public init(to output: String, apartFrom inputs: [String] = []) throws(PublishingError) {
    self.output = Self.resolved(output)
    for input in inputs.map(Self.resolved) where Self.lies(input, in: self.output) || Self.lies(self.output, in: input)
    {
      throw .unsuitable(path: output, reason: "it and \(input) lie in each other")
    }
    guard !Self.lies(Self.resolved("."), in: self.output) else {
      throw .unsuitable(path: output, reason: "it holds the folder you work in")
    }
    let staging = Self.staging(for: self.output)
    if let kind = Files.kind(self.output), kind != .folder {
      throw .cannotCreate(path: output, reason: "something that is not a folder is in its place")
    }
    if access(self.output, W_OK) != 0, errno != ENOENT {
      throw .cannotCreate(path: output, reason: lastError())
    }
    lock = Mutex(try OutputLock(beside: self.output))
    // What is there was left by a run that was killed: it held the lock then, and this one holds it now.
    // Where that cannot be removed, it is left alone.
    let candidates = [staging] + (2...9).map { "\(staging)-\($0)" }
    stage =
      candidates.first { path in
        (try? Files.remove(path)) != nil && Files.kind(path) == nil
      } ?? staging
    try Files.createFolders(stage)
    Files.copyMode(from: self.output, to: stage)
  }

  /// Stages a file. A file whose bytes are the published ones is linked, not written.
  ///
  /// - Parameter path: relative to the output, with `/` between safe components.
  @discardableResult
  public func write(_ path: String, _ bytes: UnsafeRawBufferPointer) throws(PublishingError) -> Change {
    let old = "\(output)/\(path)"
    let new = "\(stage)/\(path)"
    try createFolder(of: path)
    let change: Change
    if Files.isEqual(old, bytes), link(old, new) == 0 {
      change = .unchanged
    } else {
      try Files.write(new, bytes)
      change = Files.kind(old) == nil ? .new : .updated
    }
    state.withLock { state in
      state.counts.files += 1
      state.counts.bytes += bytes.count
      if change == .new { state.counts.new += 1 }
      if change == .updated { state.counts.updated += 1 }
    }
    return change
  }

  @discardableResult
  public func write(_ path: String, _ bytes: [UInt8]) throws(PublishingError) -> Change {
    do {
      return try bytes.withUnsafeBytes { try write(path, $0) }
    } catch let error as PublishingError {
      throw error
    } catch {
      throw .inputOutput(path: path, operation: "write", reason: "\(error)")
    }
  }

  /// Puts the staged files in place, together with everything else the output holds. Writes nothing where nothing
  /// changed.
  public func publish() throws(PublishingError) -> Counts {
    let counts = state.withLock { $0.counts }
    do throws(PublishingError) {
      if counts.new > 0 || counts.updated > 0 || Files.kind(output) == nil {
        try carryOver("")
        try exchange()
      }
    } catch {
      discard()
      throw error
    }
    // The new site is in place; what cannot be removed of the old one does not make the run a failure.
    try? Files.remove(stage)
    lock.withLock { $0 = nil }
    return counts
  }

  /// Gives the staged files up; the output stays as it is.
  public func discard() {
    defer { lock.withLock { $0 = nil } }
    // What cannot be removed now is recognised and removed by the next run.
    try? Files.remove(stage)
  }

  private func createFolder(of path: String) throws(PublishingError) {
    guard let slash = path.lastIndex(of: "/") else { return }
    let folder = String(path[..<slash])
    if state.withLock({ $0.folders.contains(folder) }) { return }
    try Files.createFolders("\(stage)/\(folder)")
    state.withLock { _ = $0.folders.insert(folder) }
  }

  /// Links into the stage what the output holds and this publication did not write: other periods, other people's files.
  private func carryOver(_ folder: String) throws(PublishingError) {
    for name in try Files.names(in: "\(output)/\(folder)") {
      let path = folder.isEmpty ? name : "\(folder)/\(name)"
      let old = "\(output)/\(path)"
      let new = "\(stage)/\(path)"
      if Files.kind(old) == .folder {
        if Files.kind(new) == nil {
          guard mkdir(new, 0o777) == 0 else {
            throw .inputOutput(path: new, operation: "create", reason: lastError())
          }
        }
        Files.copyMode(from: old, to: new)
        try carryOver(path)
      } else if Files.kind(new) == nil {
        guard linkat(AT_FDCWD, old, AT_FDCWD, new, 0) == 0 else {
          throw .inputOutput(path: old, operation: "keep", reason: lastError())
        }
      }
    }
  }

  private func exchange() throws(PublishingError) {
    if Files.kind(output) == nil {
      guard rename(stage, output) == 0 else { throw .cannotCreate(path: output, reason: lastError()) }
      return
    }
    // Readers see the old site or the new one, never something between.
    if renameat2(AT_FDCWD, stage, AT_FDCWD, output, CSYSTEM_RENAME_EXCHANGE) == 0 { return }
    throw .cannotCreate(path: output, reason: "it cannot be exchanged in one step: \(lastError())")
  }

  /// The path from the root, links followed as far as it exists.
  private static func resolved(_ path: String) -> String {
    if let real = realpath(path, nil) {
      defer { free(real) }
      return String(cString: real)
    }
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    let parent = Files.parent(path)
    guard parent != path else { return path }
    let name = path.contains("/") ? path[path.index(after: path.lastIndex(of: "/") ?? path.startIndex)...] : path[...]
    let folder = resolved(parent)
    return folder == "/" ? "/\(name)" : "\(folder)/\(name)"
  }

  private static func lies(_ a: String, in b: String) -> Bool {
    a == b || a.hasPrefix(b == "/" ? b : b + "/")
  }

  private static func staging(for output: String) -> String {
    let parent = Files.parent(output)
    let name = output.split(separator: "/").last.map(String.init) ?? "output"
    return "\(parent)/.\(name).staging"
  }
}
