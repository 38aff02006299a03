import Paths

/// A journal is a list of orders in a folder that others may write to. It is believed where each of them is what publishing
/// this very site would have written.
extension Journal {
  /// The orders that are left to be followed.
  ///
  /// - Throws: `untrusted` unless everything that is moved is a file of the new site's checksums, as staged; everything
  ///   that is removed is one of the former site's; and no folder on the way is a link.
  func proved(in output: String, jobs: Int) throws(PublishingError) -> Journal {
    @Sendable func untrusted(_ reason: String) -> PublishingError { .untrusted(path: output, reason: reason) }
    let stage = Self.stage(in: output)
    for folder in Set((moves.map(\.path) + removals).map(Files.parent)).sorted() {
      for root in [output, stage] {
        if let link = try Self.obstacle(folder, in: root) { throw untrusted("\(link.path) is \(link.kind.name)") }
      }
    }

    let placedSums = try Files.read("\(output)/\(Checksums.file)") ?? []
    let stagedSums = try Files.read("\(stage)/\(Checksums.file)")
    let placed = Checksums(parsing: placedSums)
    let new = stagedSums.map { Checksums(parsing: $0) } ?? placed
    for move in moves where !Self.papers.contains(move.path) && new.digests[move.path] != move.digest {
      throw untrusted("it moves \(move.path), which is not so in the new \(Checksums.file)")
    }
    let stagedManifest = try Files.read("\(stage)/\(Manifest.file)")
    let placedManifest = try Files.read("\(output)/\(Manifest.file)")
    // Both papers are old as long as the new ones are staged: they tell what may be removed.
    if stagedSums != nil, stagedManifest != nil,
      placedManifest.map({ !Manifest.stands($0, for: SHA256Digest(of: placedSums)) }) ?? true
    {
      throw untrusted("the former \(Checksums.file) is not the one that \(Manifest.file) stands for")
    }
    guard let manifest = stagedManifest ?? placedManifest,
      Manifest.stands(manifest, for: SHA256Digest(of: stagedSums ?? placedSums))
    else {
      throw untrusted("its \(Checksums.file) is not the one that its \(Manifest.file) stands for")
    }
    try Files.forEach(moves, jobs: jobs) { move throws(PublishingError) in
      let path = "\(stage)/\(move.path)"
      guard let kind = try Files.kind(path) else { return }
      guard kind == .file, try Files.digest(of: path).digest == move.digest else {
        throw untrusted("\(path) is not what was staged")
      }
    }

    // Former versions put the new checksums in place before they had removed everything: then nobody can tell whose a file
    // is, and it stays.
    let checksumsAreEarly =
      stagedSums == nil
      && moves.contains { $0.path == Checksums.file && $0.digest == SHA256Digest(of: placedSums) }
    var left: [String] = []
    for path in removals {
      if new.digests[path] != nil || path == Checksums.file || path == Manifest.file {
        throw untrusted("it removes \(path), which is a file of the new site")
      }
      let kind = try Files.kind("\(output)/\(path)")
      // What is gone already may have left an empty folder.
      if kind != .folder, placed.digests[path] != nil || path == Manifest.signature {
        left.append(path)
      } else if kind != nil, !checksumsAreEarly {
        throw untrusted("it removes \(path), which was not published")
      }
    }
    return Journal(moves: moves, removals: left)
  }

  /// Where the site is signed, what takes its place is signed by the same key: else whoever may write to the output could have
  /// a signed site replaced by one of their own.
  static func checkSigner(in output: String, _ key: PublicKey?) throws(PublishingError) {
    let stage = stage(in: output)
    let placed = try Files.read("\(output)/\(Manifest.file)") ?? []
    let isSigned = try Files.kind("\(output)/\(Manifest.signature)") != nil
    // Format 1 does not say who signed: then it has to be the key of this run.
    guard let signer = Manifest.signer(of: placed) ?? (isSigned ? key : nil) else {
      if isSigned {
        throw .untrusted(path: output, reason: "the site is signed, and this run has no key to check what was staged")
      }
      return
    }
    let stagedManifest = try Files.read("\(stage)/\(Manifest.file)")
    let stagedSignature = try Files.read("\(stage)/\(Manifest.signature)")
    let placedSignature = try Files.read("\(output)/\(Manifest.signature)")
    guard let signature = stagedSignature ?? placedSignature, signer.isValid(signature, for: stagedManifest ?? placed)
    else {
      throw .untrusted(path: output, reason: "the site is signed, and what was staged is not, or with another key")
    }
  }

  /// The first thing on the way to a folder that is there and is no folder.
  private static func obstacle(
    _ folder: String, in root: String
  ) throws(PublishingError) -> (path: String, kind: Files.Kind)? {
    var path = root
    // The root itself, and every folder below it.
    for name in [nil] + (folder == "." ? [] : PathText.names(folder).map(Optional.some)) {
      if let name { path += "/\(name)" }
      guard let kind = try Files.kind(path) else { return nil }
      if kind != .folder { return (path, kind) }
    }
    return nil
  }
}
