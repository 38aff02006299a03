import Glibc
import Threads

/// A folder of zips. New ones are built apart and put in their places, each in one step, when all of them are complete;
/// one that is there already, to the byte, is left alone.
public final class ZipFolder: Sendable {
  /// What became of the zips of a run.
  public struct Counts: Sendable, Hashable {
    public var new = 0
    public var updated = 0
    public var unchanged = 0

    public init() {}
  }

  public let path: String
  private let stage: String
  private let output: OutputFolder
  private let lock: OutputLock
  private let zips = Locked<[String: Publication.Change]>([:])

  /// - Parameters:
  ///   - path: the folder; it need not exist yet. It is locked for as long as this lives.
  ///   - output: the site that is archived.
  public init(_ path: String, of output: OutputFolder) throws {
    let place = Files.resolved(path)
    let site = Files.resolved(output.path)
    guard !Files.lies(place, in: site), !Files.lies(site, in: place) else {
      throw ArchiveError.unsuitable(path: path, output: output.path)
    }
    self.path = path
    self.output = output
    stage = "\(path)/.staging"
    lock = try OutputLock(place)
    try Files.createFolders(path)
    // What is there was left by a run that was killed.
    try Files.remove(stage)
  }

  /// Builds a zip; `publish` puts it in its place. May be called from many threads at once, for different names.
  ///
  /// - Parameter name: relative to the folder.
  public func write(_ name: String, _ entries: [ZipEntry]) throws {
    guard ZipEntry.isSafe(name) else { throw ArchiveError.unsafeName(name) }
    let staged = "\(stage)/\(name)"
    let present = "\(path)/\(name)"
    try checkFolders(of: name)
    let kind = try Files.kind(present)
    if let kind, kind != .file { throw ArchiveError.inTheWay(path: present, found: kind.name) }
    try ZipFile.write(staged, entries, from: output)
    let isSame = try kind != nil && Files.digest(of: present).digest == Files.digest(of: staged).digest
    if isSame { try Files.remove(staged) }
    let change: Publication.Change = kind == nil ? .new : isSame ? .unchanged : .updated
    zips.withLock { $0[name] = change }
  }

  /// Puts what is new or changed in its place.
  public func publish() throws -> Counts {
    var counts = Counts()
    let zips = zips.withLock { $0 }
    let changed = zips.filter { $0.value != .unchanged }
    if !changed.isEmpty { try Files.sync(path) }
    for (name, change) in changed.sorted(by: { $0.key < $1.key }) {
      let folder = Files.parent(name)
      if folder != "." { try Files.createRealFolders(folder, in: path) }
      guard rename("\(stage)/\(name)", "\(path)/\(name)") == 0 else {
        throw PublishingError.inputOutput(path: "\(path)/\(name)", operation: "replace", reason: lastError())
      }
      if change == .new { counts.new += 1 } else { counts.updated += 1 }
    }
    if !changed.isEmpty { try Files.sync(path) }
    counts.unchanged = zips.count - changed.count
    discard()
    return counts
  }

  /// What is to be a folder is one, or not there yet.
  private func checkFolders(of name: String) throws {
    var folder = Files.parent(name)
    while folder != "." {
      let path = "\(path)/\(folder)"
      if let kind = try Files.kind(path), kind != .folder {
        throw ArchiveError.inTheWay(path: path, found: kind.name)
      }
      folder = Files.parent(folder)
    }
  }

  /// Gives up what is not in its place.
  public func discard() {
    // What cannot be removed now is recognised and removed by the next run.
    try? Files.remove(stage)
  }
}
