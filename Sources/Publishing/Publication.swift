import CSystem
import Glibc
import Paths
import Synchronization
import Threads

/// A new state of the output folder, built apart from the present one and put in its place in one step.
///
/// What is new or changed is written into a staging folder beside the output; `publish` checks that all of it is there,
/// adds hard links to all else that the output holds, and exchanges the two folders. Where that cannot be done, as at a
/// mount point, the stage lies in the output, and a journal says what is left to be moved: see `Journal`. Until the one
/// step, the output is exactly as it was; `discard`, a failure or a kill leaves it so. `write` may be called from many
/// threads at once, for different paths.
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
    /// Who goes on seeing the former site, because the folder that they hold was exchanged for another.
    public var holders: [String] = []

    /// Whether the run left the output as it was.
    public var isUnchanged: Bool { new == 0 && updated == 0 && removed == 0 }

    public init() {}
  }

  /// A file of this run.
  struct File: Sendable {
    var digest: SHA256Digest
    var bytes: Int
    var change: Change
  }

  public let output: String
  let stage: Stage
  let jobs: Int
  let key: SigningKey?
  private let lock: Locked<OutputLock?>
  /// Whether there is a site to compare with.
  let isFirst: Bool
  let replaces: Bool
  let commonStart: CommonStart
  /// The checksums of the site as it is.
  let published: Checksums
  let publishedDigest: SHA256Digest?
  /// Whether files that are not in `published` are surely of others.
  private let knowsItsFiles: Bool
  let written = Locked<[String: File]>([:])
  /// Published files that are left out of the new state.
  let removed = Locked<Set<String>>([])
  /// Folders of the output that are real folders or not there.
  private let folders = Locked<Set<String>>([])

  /// - Parameters:
  ///   - output: the folder to publish to; it need not exist yet. It is locked until `publish` or
  ///     `discard` is done.
  ///   - inputs: folders that must not lie in the output, nor it in them: it is exchanged as a whole.
  ///   - landmark: a folder by which a site of the tool is known, whatever else of it was lost.
  ///   - replaces: whether files that an earlier run published and this one does not write are left out, and not kept.
  ///   - commonStart: what most files begin with.
  ///   - key: what the manifest is signed with, if it is.
  ///   - mayChangeSigner: whether what an interrupted run left may bear another signature than the site does, or none.
  ///   - inPlace: whether the output is never exchanged, because somebody holds it open.
  ///   - jobs: how many threads may link and remove files.
  ///   - onFinishing: told the output, where a publication to it that was interrupted has been finished.
  public init(
    to output: String, apartFrom inputs: [String] = [], landmark: String? = nil, replaces: Bool = false,
    commonStart: [UInt8] = [],
    signedWith key: SigningKey? = nil, mayChangeSigner: Bool = false, inPlace: Bool = false, jobs: Int = 1,
    onFinishing: ((String) -> Void)? = nil
  ) throws(PublishingError) {
    self.jobs = jobs
    self.key = key
    self.replaces = replaces
    self.output = Files.resolved(output)
    for input in inputs.map(Files.resolved)
    where Files.lies(input, in: self.output) || Files.lies(self.output, in: input) {
      throw .unsuitable(path: output, reason: "it and \(input) lie in each other")
    }
    guard !Files.lies(Files.resolved("."), in: self.output) else {
      throw .unsuitable(path: output, reason: "it holds the folder you work in")
    }
    if let site = try ForeignPlaces.site(around: self.output) {
      throw .unsuitable(path: output, reason: "it lies in the site \(site)")
    }
    if let kind = try Files.kind(self.output), kind != .folder {
      throw .cannotCreate(path: output, reason: "something that is not a folder is in its place")
    }
    if access(self.output, W_OK) != 0, errno != ENOENT {
      throw .cannotCreate(path: output, reason: lastError())
    }
    let lock = try OutputLock(self.output)
    let hasFinished = try Journal.finish(
      in: self.output, key: key?.publicKey, mayChangeSigner: mayChangeSigner, jobs: jobs)
    if hasFinished { onFinishing?(output) }
    self.lock = Locked(lock)
    self.commonStart = CommonStart(commonStart)
    isFirst = try Files.kind(self.output) == nil
    let sums = try Self.checksums(in: self.output, isOptional: !replaces)
    published = Checksums(parsing: sums ?? [])
    publishedDigest = sums.map(SHA256Digest.init(of:))
    // Where the checksums were lost, nobody knows whose a file is.
    var isSite = try Files.kind("\(self.output)/\(Manifest.file)") != nil
    if let landmark, try Files.kind("\(self.output)/\(landmark)") != nil { isSite = true }
    knowsItsFiles = sums != nil || !isSite
    stage = try Stage(for: self.output, canBeBeside: lock.isBeside, inPlace: inPlace, jobs: jobs)
  }

  /// Nil where there are none.
  ///
  /// - Parameter isOptional: something else in their place is none: whoever reads the site refuses it.
  private static func checksums(in output: String, isOptional: Bool) throws(PublishingError) -> [UInt8]? {
    do {
      return try Files.read("\(output)/\(Checksums.file)")
    } catch .inTheWay where isOptional {
      return nil
    }
  }

  /// Stages a file, unless its bytes are the published ones: `publish` carries those over.
  ///
  /// - Parameter path: relative to the output, with `/` between safe components.
  @discardableResult
  public func write(_ path: String, _ bytes: UnsafeRawBufferPointer) throws(PublishingError) -> Change {
    try checkFolders(of: path)
    // What is there is looked at, whatever its checksum says: so an edited file is mended.
    let change = isFirst ? .new : try Files.difference(of: "\(output)/\(path)", from: bytes)
    if change == .updated { try checkOwnership(of: path) }
    if change != .unchanged { try stage.write(path, bytes) }
    let file = File(digest: commonStart.digest(of: bytes), bytes: bytes.count, change: change)
    written.withLock { $0[path] = file }
    return change
  }

  @discardableResult
  public func write(_ path: String, _ bytes: [UInt8]) throws(PublishingError) -> Change {
    try bytes.withUnsafeBufferPointer { bytes throws(PublishingError) in
      try write(path, UnsafeRawBufferPointer(bytes))
    }
  }

  /// Leaves a published file as it is, as part of what the run stands for.
  ///
  /// - Parameter path: as for `write`.
  /// - Returns: false where it is not there, or not as it was published: then it is to be written again.
  public func keep(_ path: String) throws(PublishingError) -> Bool {
    guard let published = published.digests[path], (try? checkFolders(of: path)) != nil,
      let bytes = try Files.read("\(output)/\(path)"), bytes.withUnsafeBytes(commonStart.digest) == published
    else { return false }
    written.withLock { $0[path] = File(digest: published, bytes: bytes.count, change: .unchanged) }
    return true
  }

  /// Whether an earlier run published a file.
  public func isPublished(_ path: String) -> Bool { published.digests[path] != nil }

  /// The bytes of a published file, for what is made of it.
  ///
  /// - Parameter path: as for `write`.
  /// - Returns: nil where no run published it.
  /// - Throws: `changed` where it is not there, or not as it was published: copied, it would be vouched for.
  public func read(_ path: String) throws(PublishingError) -> [UInt8]? {
    guard let published = published.digests[path] else { return nil }
    try checkFolders(of: path)
    guard let bytes = try Files.read("\(output)/\(path)"), SHA256Digest(of: bytes) == published else {
      throw .changed(path: "\(output)/\(path)")
    }
    return bytes
  }

  /// Leaves a published file out of the new state, unless this run writes it. Nothing happens where there is none.
  ///
  /// - Parameter path: as for `write`.
  /// - Throws: where nobody can tell whether there is one: what should be gone would stay.
  public func remove(_ path: String) throws(PublishingError) {
    do {
      try checkFolders(of: path)
    } catch .inTheWay {
      // Behind a link there is nothing that was published.
      return
    }
    guard let kind = try Files.kind("\(output)/\(path)"), kind != .folder else { return }
    removed.withLock { _ = $0.insert(path) }
  }

  /// Puts the staged files in place, together with everything else the output holds. Writes nothing where nothing
  /// changed.
  ///
  /// - Parameter manifest: what the manifest says of the run that made the site.
  public func publish(_ manifest: Manifest) throws(PublishingError) -> Counts {
    do throws(PublishingError) {
      try writePapers(manifest)
      var counts = counts
      if !counts.isUnchanged { counts.holders = try putInPlace() }
      discard()
      return counts
    } catch {
      discard()
      throw error
    }
  }

  /// Gives the staged files up; the output stays as it is.
  public func discard() {
    // What cannot be removed now is recognised and removed by the next run.
    try? stage.remove()
    lock.withLock { $0 = nil }
  }

  var counts: Counts {
    var counts = Counts()
    for file in written.withLock({ $0 }).values {
      counts.files += 1
      counts.bytes += file.bytes
      switch file.change {
      case .new: counts.new += 1
      case .updated: counts.updated += 1
      case .unchanged: break
      }
    }
    counts.removed = removed.withLock { $0.count }
    return counts
  }

  /// - Returns: who goes on seeing the former site.
  private func putInPlace() throws(PublishingError) -> [String] {
    let site = Site(files: written.withLock { $0 }, removed: removed.withLock { $0 })
    if stage.place == .beside {
      // Afterwards it is another folder that has this path.
      let holders = FolderHolders.names(of: output)
      do throws(Failure) {
        try exchange(site)
        return holders
      } catch {
        if case .failed(let error) = error { throw error }
        try stage.moveInside()
      }
    }
    try moveOneByOne(site)
    return []
  }

  /// A file that no run published is somebody's: it is not replaced. A link is, and what it leads to is not touched.
  private func checkOwnership(of path: String) throws(PublishingError) {
    guard knowsItsFiles, !isPublished(path), ![Checksums.file, Manifest.file, Manifest.signature].contains(path),
      try Files.kind("\(output)/\(path)") == .file
    else { return }
    throw .inTheWay(path: "\(output)/\(path)", found: "a file that no run published", wanted: "one of its own")
  }

  /// Every folder on the way to a file of the site has to be a real one or not there yet: nothing is read, written or
  /// removed through a link.
  func checkFolders(of path: String) throws(PublishingError) {
    guard !isFirst, let folder = PathText.folder(path) else { return }
    if folders.withLock({ $0.contains(folder) }) { return }
    try checkFolders(of: folder)
    if let kind = try Files.kind("\(output)/\(folder)"), kind != .folder {
      throw .inTheWay(path: "\(output)/\(folder)", found: kind.name, wanted: Files.Kind.folder.name)
    }
    folders.withLock { _ = $0.insert(folder) }
  }
}
