import Paths
import Synchronization

/// What stands for all files of a site: the history, the checksums, the manifest. Apart for its length alone; it is as much
/// the owner of what a publication holds as `Publication.swift` is.
extension Publication {
  /// The counts of the run that published the output, where a run of this manifest would publish the same, to the byte:
  /// then there is nothing to do. Every file is read and hashed, because nothing else tells that it is whole.
  ///
  /// - Parameters:
  ///   - former: the counts that the output's own manifest states.
  ///   - proved: paths whose files were held against the checksums before, since the output is locked.
  public func upToDate(
    with manifest: Manifest, _ former: Counts, proved: Set<String> = []
  ) throws(PublishingError) -> Counts? {
    guard let sums = try Files.read("\(output)/\(Checksums.file)"),
      let bytes = try Files.read("\(output)/\(Manifest.file)"), case let digest = SHA256Digest(of: sums),
      bytes
        == manifest.bytes(
          former, checksums: digest, history: manifest.history, signer: key?.publicKey),
      try isSigned(bytes)
    else { return nil }
    let isWhole = Atomic(true)
    let left = (digest == publishedDigest ? published : Checksums(parsing: sums)).digests.filter {
      !proved.contains($0.key)
    }
    try Files.forEach(Array(left), jobs: jobs) { path, digest throws(PublishingError) in
      guard isWhole.load(ordering: .relaxed) else { return }
      try checkFolders(of: path)
      let bytes = try Files.read("\(output)/\(path)")
      let isSame = bytes.map { $0.withUnsafeBytes(commonStart.digest) == digest } ?? false
      if !isSame { isWhole.store(false, ordering: .relaxed) }
    }
    guard isWhole.load(ordering: .relaxed) else { return nil }
    var counts = former
    counts.files += 3
    counts.bytes += manifest.history.bytes.count + sums.count + bytes.count
    if key != nil {
      counts.files += 1
      counts.bytes += SigningKey.signatureBytes
    }
    return counts
  }

  /// Writes what stands for all other files: the history, the checksums, the manifest and its signature.
  func writePapers(_ manifest: Manifest) throws(PublishingError) {
    let stated = counts
    var sums = try checksums()
    var history = manifest.history
    if try !isPublished(manifest, stated, sums) {
      let former = isFirst || replaces ? nil : try Files.read("\(output)/\(Manifest.file)").map(SHA256Digest.init(of:))
      history = history.adding(manifest.entry, from: former)
    }
    try write(SiteLayout.history, history.bytes)
    removed.withLock { _ = $0.remove(SiteLayout.history) }
    sums.add(SiteLayout.history, history.digest)
    let bytes = sums.bytes
    try write(Checksums.file, bytes)
    let signed = manifest.bytes(
      stated, checksums: SHA256Digest(of: bytes), history: history, signer: key?.publicKey)
    try write(Manifest.file, signed)
    try sign(signed)
  }

  /// Whether a run would publish the same files as the last one and say the same of itself: then it is no run of the
  /// history, though it may mend what somebody edited.
  private func isPublished(_ manifest: Manifest, _ stated: Counts, _ sums: Checksums) throws(PublishingError) -> Bool {
    guard !isFirst, !replaces, manifest.history.runs > 0, sums.digests == published.digests else { return false }
    let sums = sums.bytes
    let bytes = manifest.bytes(
      stated, checksums: SHA256Digest(of: sums), history: manifest.history, signer: key?.publicKey)
    guard try Files.read("\(output)/\(Checksums.file)") == sums else { return false }
    return try Files.read("\(output)/\(Manifest.file)") == bytes
  }

  /// Of all files of the tool: those of this run, and published ones that it leaves as they are. Those keep the checksum
  /// they were published with, so that an edit since then shows.
  private func checksums() throws(PublishingError) -> Checksums {
    var all = Checksums(written.withLock { $0.mapValues(\.digest) })
    removed.withLock { $0 = $0.filter { all.digests[$0] == nil } }
    for (path, digest) in published.digests where all.digests[path] == nil {
      if replaces { try remove(path) }
      let isKept = removed.withLock { !$0.contains(path) }
      if isKept, try Files.kind("\(output)/\(path)") == .file { all.add(path, digest) }
    }
    return all
  }
}
