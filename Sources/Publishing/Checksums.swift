import Glibc

/// The SHA-256 of every file of a site, by path: `SHA256SUMS`, in the form that `sha256sum -c` reads.
public struct Checksums: Sendable {
  public static let file = "SHA256SUMS"

  private(set) var digests: [String: SHA256Digest]

  init(_ digests: [String: SHA256Digest]) {
    self.digests = digests
  }

  /// Lines that `ListedFiles` finds flaws in are passed over: nothing is taken to be whole because of them.
  init(parsing bytes: [UInt8]) { digests = ListedFiles(parsing: bytes).digests }

  mutating func add(_ path: String, _ digest: SHA256Digest) { digests[path] = digest }

  /// By path, a line each.
  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(digests.count * 128)
    for (path, digest) in digests.sorted(by: { Self.precedes($0.key, $1.key) }) {
      bytes += digest.hexadecimal.utf8
      bytes += "  ".utf8
      bytes += path.utf8
      bytes.append(UInt8(ascii: "\n"))
    }
    return bytes
  }

  /// By bytes. Paths begin alike, so that they are compared in one go; and they lie in one piece, so that nothing is copied.
  private static func precedes(_ a: String, _ b: String) -> Bool {
    let order = a.utf8.withContiguousStorageIfAvailable { a in
      b.utf8.withContiguousStorageIfAvailable { b -> Bool in
        let difference = memcmp(a.baseAddress!, b.baseAddress!, min(a.count, b.count))
        return difference == 0 ? a.count < b.count : difference < 0
      }
    }
    return (order ?? nil) ?? a.utf8.lexicographicallyPrecedes(b.utf8)
  }
}
