/// Names of files and folders made from ids of an export: safe on every file system, and distinct.
///
/// Bytes outside `[A-Za-z0-9._-]` are percent-encoded. A name that is reserved, by the tool or by Windows, too long, or
/// equal to another but for upper and lower case gets `~` and eight digits of its id's SHA-256 behind it.
public struct FileNames<ID: Hashable & Sendable>: Sendable {
  /// The owner of each name, by the name in lower case.
  private var taken: [String: ID] = [:]
  private var names: [ID: String] = [:]
  private let reserved: Set<String>
  private let reservedEndings: [String]

  /// - Parameters:
  ///   - reserved: names that files of the tool itself have, in lower case.
  ///   - reservedEndings: endings that companions of other files have, in lower case.
  public init(reserved: Set<String> = [], reservedEndings: [String] = []) {
    self.reserved = reserved
    self.reservedEndings = reservedEndings
  }

  /// Keeps a name that is published already: it never changes.
  public mutating func keep(_ name: String, for id: ID) {
    taken[name.lowercased()] = id
    names[id] = name
  }

  /// The name for `id`, the same on every call.
  ///
  /// - Parameters:
  ///   - text: what the name is made of.
  ///   - secret: makes a name that does not tell the id.
  public mutating func name(for id: ID, called text: String, _ secret: LinkSecret? = nil) -> String {
    if let name = names[id] { return name }
    let name = fresh(secret?.name(of: text) ?? text, for: id)
    names[id] = name
    return name
  }

  private mutating func fresh(_ text: String, for id: ID) -> String {
    let plain = FileName.encoded(text)
    if plain.utf8.count <= FileName.longest, !isReserved(plain.lowercased()), claim(plain, id) { return plain }
    let digest = SHA256Digest(of: Array(text.utf8)).hexadecimal
    let start = FileName.shortened(FileName.isDevice(plain) ? FileName.withoutDots(plain) : plain)
    let hashed = "\(start)~\(digest.prefix(8))"
    if claim(hashed, id) { return hashed }
    let full = "\(start.prefix(100))~\(digest)"
    _ = claim(full, id)
    return full
  }

  private func isReserved(_ folded: String) -> Bool {
    reserved.contains(folded) || reservedEndings.contains(where: folded.hasSuffix) || folded.hasSuffix(".")
      || FileName.isDevice(folded)
  }

  private mutating func claim(_ name: String, _ id: ID) -> Bool {
    let folded = name.lowercased()
    if let owner = taken[folded] { return owner == id }
    taken[folded] = id
    return true
  }
}

/// What names are made of.
enum FileName {
  /// The longest name before its extension; the longest extension leaves it under 255 bytes.
  static let longest = 200

  /// A leading dot is encoded too: no hidden files, no `..`.
  static func encoded(_ id: String) -> String {
    let hex = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for (index, byte) in id.utf8.enumerated() {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
        bytes.append(byte)
      case UInt8(ascii: ".") where index > 0:
        bytes.append(byte)
      default:
        bytes += [UInt8(ascii: "%"), hex[Int(byte >> 4)], hex[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Whether Windows takes a name for a device, whatever ending it has: `con`, `Con.html`, `com1.2024.csv`. A folder or
  /// zip with such a name cannot be unpacked there.
  static func isDevice(_ name: String) -> Bool {
    // By bytes first: nearly every name is longer, and going along characters costs much more.
    let length = name.utf8.prefix { $0 != UInt8(ascii: ".") }.count
    guard 3...4 ~= length else { return false }
    let stem = name.prefix { $0 != "." }.lowercased()
    let isNumbered = stem.utf8.count == 4 && stem.last?.isNumber == true
    return ["con", "prn", "aux", "nul"].contains(stem) || isNumbered && ["com", "lpt"].contains(stem.dropLast())
  }

  /// As one word, so that what is put behind it is no ending.
  static func withoutDots(_ name: String) -> String {
    name.split(separator: ".", omittingEmptySubsequences: false).joined(separator: "%2E")
  }

  /// Cut to length, never inside a percent-encoded byte.
  static func shortened(_ name: String) -> String {
    guard name.utf8.count > longest else { return name }
    var short = name.prefix(longest)
    if let percent = short.lastIndex(of: "%"), short[percent...].count < 3 { short = short[..<percent] }
    return String(short)
  }
}
