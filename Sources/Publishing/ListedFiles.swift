import Glibc

/// `SHA256SUMS` as it is read to be held against a site: each line counts, and what is no checksum is told.
public struct ListedFiles: Sendable {
  /// A line that is not to be followed.
  public struct Flaw: Sendable, Hashable {
    public enum Reason: Sendable {
      /// Not 64 hexadecimal digits, two spaces and a name.
      case noChecksum
      /// A name that leads out of the site, or to it by a detour.
      case leadsOut
      /// A name that no run gives.
      case foreign
      case twice
    }

    /// From 1.
    public var line: Int
    public var name: String
    public var reason: Reason
  }

  public let digests: [String: SHA256Digest]
  public let flaws: [Flaw]

  /// - Parameter folder: what the names begin with that are wanted, if not all are.
  public init(parsing bytes: [UInt8], in folder: String = "") {
    var digests: [String: SHA256Digest] = [:]
    var flaws: [Flaw] = []
    bytes.withUnsafeBufferPointer { bytes in
      var line = 0
      var start = 0
      while start < bytes.count {
        let end = Self.end(ofLineFrom: start, in: bytes)
        let text = UnsafeBufferPointer(rebasing: bytes[start..<end])
        line += 1
        start = end + 1
        guard folder.isEmpty || text.dropFirst(66).starts(with: folder.utf8) else { continue }
        guard text.count > 66, text[64] == UInt8(ascii: " "), text[65] == UInt8(ascii: " "),
          let digest = SHA256Digest(hexadecimal: text.prefix(64))
        else {
          flaws.append(Flaw(line: line, name: String(decoding: text, as: UTF8.self), reason: .noChecksum))
          continue
        }
        let path = UnsafeBufferPointer(rebasing: text[66...])
        let name = String(decoding: path, as: UTF8.self)
        if let reason = Self.flaw(of: path) ?? (digests[name] == nil ? nil : .twice) {
          flaws.append(Flaw(line: line, name: name, reason: reason))
        } else {
          digests[name] = digest
        }
      }
    }
    self.digests = digests
    self.flaws = flaws
  }

  private static func end(ofLineFrom start: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    guard let base = bytes.baseAddress, let end = memchr(base + start, 0x0A, bytes.count - start) else {
      return bytes.count
    }
    return UnsafeRawPointer(end) - UnsafeRawPointer(base)
  }

  /// Whether a path consists of names alone, and of such as runs give.
  public static func isInside(_ path: String) -> Bool {
    var path = path
    return path.withUTF8 { flaw(of: $0) } == nil
  }

  /// What is wrong with a path by itself. Sites have tens of thousands of them, so that each byte is looked at once.
  private static func flaw(of path: UnsafeBufferPointer<UInt8>) -> Flaw.Reason? {
    var isForeign = false
    var start = 0
    for index in 0...path.count {
      guard index == path.count || path[index] == UInt8(ascii: "/") else {
        if path[index] == 0 { return .leadsOut }
        // In a table of texts it could be taken for another one, as the Kelvin sign for K.
        if path[index] >= 0x80 { isForeign = true }
        continue
      }
      let name = path[start..<index]
      if name.allSatisfy({ $0 == UInt8(ascii: ".") }), name.count <= 2 { return .leadsOut }
      start = index + 1
    }
    return isForeign ? .foreign : nil
  }
}
