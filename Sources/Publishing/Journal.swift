import Glibc

/// What is left to be done where the output cannot be exchanged as a whole: files to be moved from the stage to their
/// places, one by one, and files to be removed.
///
/// It lies in the output, in a folder of its own beside the stage. Until it is there the output is as it was; from then on
/// the new state is certain: whoever is interrupted leaves the rest to the next command, and every step may be done twice.
struct Journal: Sendable {
  /// In the output: what is moved in one step has to be on its mount.
  static let folder = ".report"

  struct Move: Sendable {
    var path: String
    /// Tells a file that was moved before an interruption from one that was not.
    var digest: SHA256Digest
  }

  var moves: [Move]
  var removals: [String]

  /// What stands for all other files of a site.
  static let papers: Set<String> = [Checksums.file, Manifest.file, Manifest.signature]

  static func stage(in output: String) -> String { "\(output)/\(folder)/stage" }

  static func path(in output: String) -> String { "\(output)/\(folder)/journal" }

  /// Puts the journal into the output, in one step. What it moves is on the disk before.
  func commit(to output: String) throws(PublishingError) {
    let path = Self.path(in: output)
    let text =
      moves.map { "move \($0.digest.hexadecimal) \($0.path)\n" } + removals.map { "remove \($0)\n" } + ["end\n"]
    try Files.write("\(path).new", Array(text.joined().utf8))
    try Files.sync(output)
    guard rename("\(path).new", path) == 0 else {
      throw .inputOutput(path: path, operation: "create", reason: lastError())
    }
    // Should this fail, the journal counts all the same, unless power is cut.
    try? Files.sync(output)
  }

  /// Whether an output holds one.
  static func isOpen(in output: String) throws(PublishingError) -> Bool {
    guard try Files.kind("\(output)/\(folder)") == .folder else { return false }
    return try Files.kind(path(in: output)) != nil
  }

  /// Does what the journal of an output says, if it has one.
  ///
  /// - Returns: whether it had one.
  /// - Throws: `untrusted` for one that no publication can have left; then nothing was done.
  static func finish(
    in output: String, key: PublicKey?, mayChangeSigner: Bool, jobs: Int
  ) throws(PublishingError) -> Bool {
    guard try isOpen(in: output), let bytes = try Files.read(path(in: output)) else { return false }
    guard let journal = Journal(parsing: bytes) else { throw .untrusted(path: output, reason: "it is damaged") }
    do throws(PublishingError) {
      let proved = try journal.proved(in: output, jobs: jobs)
      if !mayChangeSigner { try Self.checkSigner(in: output, key) }
      try proved.complete(in: output, jobs: jobs)
      return true
    } catch {
      throw error.asUnfinished(output)
    }
  }

  /// Does what is written down, and takes the journal away.
  func complete(in output: String, jobs: Int) throws(PublishingError) {
    do throws(PublishingError) {
      try apply(in: output, jobs: jobs)
      try Files.sync(output)
      try Files.remove(Self.path(in: output))
    } catch {
      throw error.asUnfinished(output)
    }
  }

  /// Nil unless every line is there, and none of them leads out of the output.
  init?(parsing bytes: [UInt8]) {
    var lines = bytes.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
    guard bytes.last == UInt8(ascii: "\n"), lines.popLast() == "end" else { return nil }
    (moves, removals) = ([], [])
    for line in lines {
      // Paths may have spaces: somebody's own file moves with its folder.
      let words = line.split(separator: " ", maxSplits: line.hasPrefix("move ") ? 2 : 1).map(String.init)
      if words.count == 3, let digest = SHA256Digest(hexadecimal: words[1].utf8) {
        moves.append(Move(path: words[2], digest: digest))
      } else if words.count == 2, words[0] == "remove" {
        removals.append(words[1])
      } else {
        return nil
      }
    }
    guard (moves.map(\.path) + removals).allSatisfy(ListedFiles.isInside) else { return nil }
  }

  init(moves: [Move], removals: [String]) {
    self.moves = moves
    self.removals = removals
  }

  /// What stands for all other files is put in place last: as long as the former checksums are there, they tell what was
  /// published, and so what may be removed.
  private func apply(in output: String, jobs: Int) throws(PublishingError) {
    try move(moves.filter { !Self.papers.contains($0.path) }, in: output, jobs: jobs)
    for path in removals where unlink("\(output)/\(path)") != 0 && errno != ENOENT {
      throw .inputOutput(path: "\(output)/\(path)", operation: "remove", reason: lastError())
    }
    try Files.removeEmptyFolders(of: removals, in: output)
    try Files.sync(output)
    try move(moves.filter { Self.papers.contains($0.path) }, in: output, jobs: jobs)
  }

  private func move(_ moves: [Move], in output: String, jobs: Int) throws(PublishingError) {
    let stage = Self.stage(in: output)
    let modes = Files.Modes(of: output)
    for folder in Set(moves.map { Files.parent($0.path) }).sorted() where folder != "." {
      try Files.createRealFolders(folder, in: output, modes)
    }
    try Files.forEach(moves, jobs: jobs) { move throws(PublishingError) in
      let path = "\(output)/\(move.path)"
      guard rename("\(stage)/\(move.path)", path) != 0 else { return }
      let reason = lastError()
      if errno == ENOENT, try Files.kind(path) == .file, try Files.digest(of: path).digest == move.digest { return }
      throw .inputOutput(path: path, operation: "replace", reason: reason)
    }
  }
}

extension PublishingError {
  fileprivate func asUnfinished(_ output: String) -> PublishingError {
    switch self {
    case .inputOutput(let path, let operation, let reason):
      .unfinished(path: output, reason: "cannot \(operation) \(path): \(reason)")
    case .inTheWay(let path, let found, _): .unfinished(path: output, reason: "\(path) is \(found)")
    case .cannotCreate(let path, let reason): .unfinished(path: output, reason: "cannot create \(path): \(reason)")
    case .unsuitable, .busy, .changed, .unfinished, .untrusted, .openJournal: self
    }
  }
}
