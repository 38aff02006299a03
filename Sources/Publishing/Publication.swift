import CSystem
import Glibc
import Synchronization
import Threads

/// A new state of the output folder, built beside the present one and put in its place in one step.
///
/// What is new or changed is written into a staging folder next to the output; `publish` adds hard links to all else
/// that is there. Until it exchanges the two folders, the output is exactly as it was; `discard`, a failure or a kill
/// leaves it so. `write` may be called from many threads at once, for different paths.
public final class Publication: Sendable {
  public enum Change: Sendable, Hashable {
    case new, updated, unchanged
  }

  /// The files that a run stands for, whether it had to write them or not.
  public struct Counts: Sendable, Hashable {
    public var files = 0
    public var bytes = 0
    public var new = 0
    public var updated = 0
    public var removed = 0

    /// Whether the run left the output as it was.
    public var isUnchanged: Bool { new == 0 && updated == 0 && removed == 0 }

    public init() {}
  }

  public let output: String
  private let stage: String
  private let jobs: Int
  private let lock: Locked<OutputLock?>
  /// Whether there is a site to compare with.
  private let isFirst: Bool
  private let commonStart: CommonStart
  private let replaces: Bool
  private let checksums = Locked(Checksums())
  /// Published files that are left out of the new state.
  private let removed = Locked<Set<String>>([])
  private let files = Atomic(0)
  private let bytes = Atomic(0)
  private let new = Atomic(0)
  private let updated = Atomic(0)

  /// - Parameters:
  ///   - output: the folder to publish to; it need not exist yet. It is locked until `publish` or
  ///     `discard` is done.
  ///   - inputs: folders that must not lie in the output, nor it in them: it is exchanged as a whole.
  ///   - replaces: whether files that an earlier run published and this one does not write are left out, and not kept.
  ///   - commonStart: what most files begin with.
  ///   - jobs: how many threads may link and remove files.
  public init(
    to output: String, apartFrom inputs: [String] = [], replaces: Bool = false, commonStart: [UInt8] = [],
    jobs: Int = 1
  ) throws(PublishingError) {
    self.jobs = jobs
    self.replaces = replaces
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
    lock = Locked(try OutputLock(beside: self.output))
    self.commonStart = CommonStart(commonStart)
    isFirst = Files.kind(self.output) == nil
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

  /// Stages a file, unless its bytes are the published ones: `publish` carries those over.
  ///
  /// - Parameter path: relative to the output, with `/` between safe components.
  @discardableResult
  public func write(_ path: String, _ bytes: UnsafeRawBufferPointer) throws(PublishingError) -> Change {
    // What is there is looked at, whatever its checksum says: so an edited file is mended.
    let change = isFirst ? .new : Files.difference(of: "\(output)/\(path)", from: bytes)
    if change != .unchanged { try Files.write("\(stage)/\(path)", bytes) }
    let digest = commonStart.digest(of: bytes)
    checksums.withLock { $0.add(path, digest) }
    files.add(1, ordering: .relaxed)
    self.bytes.add(bytes.count, ordering: .relaxed)
    switch change {
    case .new: new.add(1, ordering: .relaxed)
    case .updated: updated.add(1, ordering: .relaxed)
    case .unchanged: break
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

  /// Leaves a published file out of the new state, unless this run writes it. Nothing happens where there is none.
  ///
  /// - Parameter path: as for `write`.
  public func remove(_ path: String) {
    guard let kind = Files.kind("\(output)/\(path)"), kind != .folder else { return }
    removed.withLock { _ = $0.insert(path) }
  }

  /// Puts the staged files in place, together with everything else the output holds. Writes nothing where nothing
  /// changed.
  ///
  /// - Parameter manifest: what the manifest says of the run that made the site.
  public func publish(_ manifest: Manifest) throws(PublishingError) -> Counts {
    do throws(PublishingError) {
      try writeChecksums(manifest)
      let counts = counts
      if !counts.isUnchanged {
        let removed = removed.withLock { $0 }
        try carryOver("", leavingOut: removed)
        try removeEmptyFolders(of: removed)
        try exchange()
        // The new site is in place, and a power cut leaves this one or the old one, each of them whole. So neither a disk
        // that cannot say that it has it, nor what cannot be removed of the old one, makes the run a failure.
        try? Files.sync(Files.parent(output))
      }
      try? Files.remove(stage, jobs: jobs)
      lock.withLock { $0 = nil }
      return counts
    } catch {
      discard()
      throw error
    }
  }

  /// Gives the staged files up; the output stays as it is.
  public func discard() {
    defer { lock.withLock { $0 = nil } }
    // What cannot be removed now is recognised and removed by the next run.
    try? Files.remove(stage, jobs: jobs)
  }

  /// The counts of the run that published the output, where a run of this manifest would publish the same, to the byte:
  /// then there is nothing to do. Every file is read and hashed, because nothing else tells that it is whole.
  ///
  /// - Parameter former: the counts that the output's own manifest states.
  public func upToDate(with manifest: Manifest, _ former: Counts) throws(PublishingError) -> Counts? {
    guard let sums = try Files.read("\(output)/\(Checksums.file)"),
      let bytes = try Files.read("\(output)/\(Manifest.file)"),
      bytes == manifest.bytes(former, checksums: SHA256Digest(of: sums))
    else { return nil }
    let isWhole = Atomic(true)
    try Files.forEach(Array(Checksums(parsing: sums).digests), jobs: jobs) { path, digest throws(PublishingError) in
      guard isWhole.load(ordering: .relaxed) else { return }
      let bytes = try Files.read("\(output)/\(path)")
      let isSame = bytes.map { $0.withUnsafeBytes(commonStart.digest) == digest } ?? false
      if !isSame { isWhole.store(false, ordering: .relaxed) }
    }
    guard isWhole.load(ordering: .relaxed) else { return nil }
    var counts = former
    counts.files += 2
    counts.bytes += sums.count + bytes.count
    return counts
  }

  /// Checksums of all files of the tool: those of this run, and published ones that it leaves as they are. Those keep the
  /// checksum they were published with, so that an edit since then shows.
  private func writeChecksums(_ manifest: Manifest) throws(PublishingError) {
    var all = checksums.withLock { $0 }
    removed.withLock { $0 = $0.filter { all.digests[$0] == nil } }
    if let former = try Files.read("\(output)/\(Checksums.file)") {
      for (path, digest) in Checksums(parsing: former).digests where all.digests[path] == nil {
        if replaces { remove(path) }
        let isKept = removed.withLock { !$0.contains(path) }
        if isKept, Files.kind("\(output)/\(path)") == .file { all.add(path, digest) }
      }
    }
    let counts = counts
    let bytes = all.bytes
    try write(Checksums.file, bytes)
    try write(Manifest.file, manifest.bytes(counts, checksums: SHA256Digest(of: bytes)))
  }

  private var counts: Counts {
    var counts = Counts()
    counts.files = files.load(ordering: .relaxed)
    counts.bytes = bytes.load(ordering: .relaxed)
    counts.new = new.load(ordering: .relaxed)
    counts.updated = updated.load(ordering: .relaxed)
    counts.removed = removed.withLock { $0.count }
    return counts
  }

  /// Links into the stage what the output holds and this publication neither wrote anew nor removes: unchanged files,
  /// other periods, other people's files.
  private func carryOver(_ folder: String, leavingOut removed: Set<String>) throws(PublishingError) {
    var folders: [String] = []
    for (name, kind) in try Files.entries(of: "\(output)/\(folder)") {
      let path = folder.isEmpty ? name : "\(folder)/\(name)"
      let old = "\(output)/\(path)"
      let new = "\(stage)/\(path)"
      if kind == .folder {
        guard mkdir(new, 0o777) == 0 || errno == EEXIST else {
          throw .inputOutput(path: new, operation: "create", reason: lastError())
        }
        Files.copyMode(from: old, to: new)
        folders.append(path)
      } else if removed.contains(path) {
        continue
      } else if linkat(AT_FDCWD, old, AT_FDCWD, new, 0) != 0, errno != EEXIST {
        throw .inputOutput(path: old, operation: "keep", reason: lastError())
      }
    }
    try Files.forEach(folders, jobs: jobs) { path throws(PublishingError) in
      try carryOver(path, leavingOut: removed)
    }
  }

  /// Folders go with the last of their files, and not where there never was one.
  private func removeEmptyFolders(of removed: Set<String>) throws(PublishingError) {
    for path in removed {
      var folder = Files.parent(path)
      while folder != ".", rmdir("\(stage)/\(folder)") == 0 { folder = Files.parent(folder) }
      guard folder == "." || errno == ENOTEMPTY || errno == EEXIST || errno == ENOENT else {
        throw .inputOutput(path: "\(stage)/\(folder)", operation: "remove", reason: lastError())
      }
    }
  }

  private func exchange() throws(PublishingError) {
    // A power cut leaves the old site or the new one, too: what is put in place is on the disk.
    try Files.sync(stage)
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
