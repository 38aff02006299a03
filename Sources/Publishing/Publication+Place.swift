import CSystem
import Glibc
import Threads

/// The two ways in which a staged site gets its place.
extension Publication {
  /// What the new state has of this run.
  struct Site: Sendable {
    var files: [String: File]
    var removed: Set<String>

    func isOwn(_ path: RawPath) -> Bool { path.published.map { files[$0] != nil || removed.contains($0) } ?? false }

    /// Whether what stands at a path of the old state is no part of the new one.
    func replaces(_ path: RawPath) -> Bool {
      guard let path = path.published else { return false }
      return files[path].map { $0.change != .unchanged } ?? removed.contains(path)
    }
  }

  enum Failure: Error {
    /// This folder, or something in it, cannot be linked to or exchanged.
    case impossible
    case failed(PublishingError)
  }

  /// Completes the stage with links to all that is left as it is, and exchanges it with the output.
  func exchange(_ site: Site) throws(Failure) {
    let stage = try failing { () throws(PublishingError) -> String in try self.stage.created() }
    if try failing({ () throws(PublishingError) in try Files.kind(output) == nil }) {
      try failing { () throws(PublishingError) in
        try check(site, isComplete: true)
        // A power cut leaves the old site or the new one, too: what is put in place is on the disk.
        try Files.sync(stage)
        guard rename(stage, output) == 0 else { throw .cannotCreate(path: output, reason: lastError()) }
      }
    } else {
      let times = Locked<[RawPath: FolderTime]>([:])
      try carryOver(RawPath(""), from: RawPath(output), to: RawPath(stage), site, times)
      try failing { () throws(PublishingError) in
        try Files.removeEmptyFolders(of: site.removed, in: stage)
        try check(site, isComplete: true)
        try Files.sync(stage)
      }
      // Readers see the old site or the new one, never something between.
      guard renameat2(AT_FDCWD, stage, AT_FDCWD, output, CSYSTEM_RENAME_EXCHANGE) == 0 else {
        let code = errno
        throw Self.failure(code, .cannotCreate(path: output, reason: "it cannot be exchanged: \(lastError())"))
      }
      try? carryOverLateComers(from: stage, site, times.withLock { $0 })
    }
    // The new site is in place, and a power cut leaves this one or the old one, each of them whole. So neither a disk
    // that cannot say that it has it, nor what cannot be removed of the old one, makes the run a failure.
    try? Files.sync(Files.parent(output))
  }

  /// Writes down what is to be moved, and does it.
  func moveOneByOne(_ site: Site) throws(PublishingError) {
    _ = try stage.created()
    try check(site, isComplete: false)
    let changed = site.files.filter { $0.value.change != .unchanged }
    // What can be told beforehand is told while the output is still as it was.
    for folder in Set(changed.keys.map(Files.parent)).union(site.removed.map(Files.parent)) {
      let path = folder == "." ? output : "\(output)/\(folder)"
      if access(path, W_OK | X_OK) != 0, errno != ENOENT {
        throw .inputOutput(path: path, operation: "write to", reason: lastError())
      }
    }
    let moves = changed.map { Journal.Move(path: $0.key, digest: $0.value.digest) }.sorted { $0.path < $1.path }
    let journal = Journal(moves: moves, removals: site.removed.sorted())
    try journal.commit(to: output)
    try journal.complete(in: output, jobs: jobs)
  }

  /// Looks at the stage once more: every file that it is to hold is there in full.
  private func check(_ site: Site, isComplete: Bool) throws(PublishingError) {
    let stage = stage.path
    let files = isComplete ? site.files : site.files.filter { $0.value.change != .unchanged }
    try Files.forEach(Array(files), jobs: jobs) { path, file throws(PublishingError) in
      var info = stat()
      guard lstat("\(stage)/\(path)", &info) == 0 else {
        throw .inputOutput(path: "\(stage)/\(path)", operation: "find", reason: lastError())
      }
      guard Files.Kind(info) == .file, Int(info.st_size) == file.bytes else {
        throw .inputOutput(
          path: "\(stage)/\(path)", operation: "publish",
          reason: "it has \(info.st_size) bytes, where \(file.bytes) were written")
      }
    }
  }

  /// Links into `new` what `old` holds and this publication neither wrote anew nor removes: unchanged files, other
  /// periods, other people's files.
  private func carryOver(
    _ folder: RawPath, from old: RawPath, to new: RawPath, _ site: Site, _ times: Locked<[RawPath: FolderTime]>
  ) throws(Failure) {
    let source = old.appending(folder)
    let time = FolderTime(of: source)
    times.withLock { $0[folder] = time }
    var folders: [RawPath] = []
    // Whoever may not look into a folder can leave it where it is, but not take it along.
    guard source.withCString({ access($0, R_OK | X_OK) }) == 0 else { throw .impossible }
    for (name, kind) in try failing({ () throws(PublishingError) in try Files.entries(of: source) }) {
      let path = folder.appending(name)
      let target = new.appending(path)
      if kind == .folder {
        guard target.withCString({ mkdir($0, 0o777) }) == 0 || errno == EEXIST else {
          throw .failed(.inputOutput(path: target.shown, operation: "create", reason: lastError()))
        }
        folders.append(path)
      } else if !site.replaces(path), Self.link(old.appending(path), target) != 0 {
        let code = errno
        throw Self.failure(
          code, .inputOutput(path: old.appending(path).shown, operation: "keep", reason: lastError()))
      }
    }
    try Files.forEach(folders, jobs: jobs) { path throws(Failure) in
      try carryOver(path, from: old, to: new, site, times)
      // Last, because it may be one that nobody may write to.
      Files.copyMode(from: old.appending(path), to: new.appending(path))
    }
  }

  /// What others put into the output while its files were being linked lies in the old folder now, and is linked as well.
  /// Folders whose time is the one that was noted have seen nothing.
  private func carryOverLateComers(from stage: String, _ site: Site, _ times: [RawPath: FolderTime]) throws(Failure) {
    let (old, new) = (RawPath(stage), RawPath(output))
    for (folder, time) in times {
      let source = old.appending(folder)
      guard FolderTime(of: source) != time else { continue }
      for (name, kind) in try failing({ () throws(PublishingError) in try Files.entries(of: source) }) {
        let path = folder.appending(name)
        let (from, to) = (old.appending(path), new.appending(path))
        if kind == .folder {
          guard times[path] == nil, to.withCString({ mkdir($0, 0o777) }) == 0 else { continue }
          try carryOver(path, from: old, to: new, site, Locked([:]))
          Files.copyMode(from: from, to: to)
        } else if !site.isOwn(path), !Files.areSame(from, to) {
          // One that was replaced meanwhile is there as it was before.
          _ = to.withCString { unlink($0) }
          _ = Self.link(from, to)
        }
      }
    }
  }

  private static func link(_ old: RawPath, _ new: RawPath) -> Int32 {
    old.withCString { old in new.withCString { linkat(AT_FDCWD, old, AT_FDCWD, $0, 0) } }
  }

  private func failing<Result>(_ body: () throws(PublishingError) -> Result) throws(Failure) -> Result {
    do {
      return try body()
    } catch {
      throw .failed(error)
    }
  }

  /// What the code of an error says of an attempt to link or exchange: whether another one would be the same.
  private static func failure(_ code: Int32, _ error: PublishingError) -> Failure {
    [EXDEV, EPERM, EACCES, EMLINK, EBUSY, EINVAL, ENOSYS, EOPNOTSUPP].contains(code) ? .impossible : .failed(error)
  }
}

/// When a folder last gained, lost or changed an entry.
private struct FolderTime: Sendable, Equatable {
  private var seconds = 0
  private var nanoseconds = 0

  init(of folder: RawPath) {
    var info = stat()
    guard folder.withCString({ lstat($0, &info) }) == 0 else { return }
    seconds = info.st_mtim.tv_sec
    nanoseconds = info.st_mtim.tv_nsec
  }
}
