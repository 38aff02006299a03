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
    var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    for (index, line) in lines.enumerated() {
      guard folder.isEmpty || line.dropFirst(66).starts(with: folder.utf8) else { continue }
      let name = String(decoding: line.dropFirst(66), as: UTF8.self)
      func flaw(_ reason: Flaw.Reason, _ name: String) {
        flaws.append(Flaw(line: index + 1, name: name, reason: reason))
      }
      guard line.count > 66, line.dropFirst(64).starts(with: "  ".utf8),
        let digest = SHA256Digest(hexadecimal: line.prefix(64))
      else {
        flaw(.noChecksum, String(decoding: line, as: UTF8.self))
        continue
      }
      if !Self.isInside(name) {
        flaw(.leadsOut, name)
      } else if !name.utf8.allSatisfy({ $0 < 0x80 }) {
        // In a table of texts it could be taken for another one, as the Kelvin sign for K.
        flaw(.foreign, name)
      } else if digests[name] != nil {
        flaw(.twice, name)
      } else {
        digests[name] = digest
      }
    }
    self.digests = digests
    self.flaws = flaws
  }

  /// Whether a path consists of names alone.
  public static func isInside(_ path: String) -> Bool {
    !path.utf8.contains(0)
      && path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).allSatisfy { name in
        !name.isEmpty && !name.elementsEqual(".".utf8) && !name.elementsEqual("..".utf8)
      }
  }
}
