import Diagnostics

/// The files that a provider's manifest names as the parts of an export.
///
/// Known shapes: AWS Cost and Usage Reports (`reportKeys`), AWS Data Exports (`dataFiles`), Azure exports
/// (`blobs[].blobName`), and lists that look like these.
struct PartList {
  /// The name of the manifest in messages.
  let name: String
  /// The paths of the parts, as the provider has them.
  let parts: [String]

  /// No manifest is larger.
  private static let longest = 1 << 24
  private static let lists = [
    "reportkeys", "datafiles", "blobs", "files", "entries", "parts", "filenames", "objects", "dataobjects",
  ]
  private static let names = ["blobname", "path", "filepath", "filename", "name", "key", "url", "uri", "file", "s3key"]

  /// Nil where the file names no parts, whatever it holds.
  init?(_ file: FoundFile) throws(InputError) {
    guard let bytes = try file.bytes(atMost: Self.longest),
      let value = try? JSONValue(parsing: bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes[3...]) : bytes),
      case .object(let members) = value
    else { return nil }
    var parts = Self.parts(members)
    // Some wrap all of it once more.
    if parts.isEmpty {
      for case (_, .object(let inner)) in members { parts += Self.parts(inner) }
    }
    if parts.isEmpty { return nil }
    name = file.name
    self.parts = parts
  }

  /// The last part of a path.
  static func fileName(_ path: String) -> String {
    let name = PartPath(path, keepsPacking: true).file
    return name.isEmpty ? path : String(name)
  }

  private static func parts(_ members: [(key: String, value: JSONValue)]) -> [String] {
    var parts: [String] = []
    for case (let key, .array(let elements)) in members where lists.contains(ExportSchema.folded(key)) {
      for element in elements {
        switch element {
        case .string(let path): parts.append(path)
        case .object(let members):
          let named = members.first { names.contains(ExportSchema.folded($0.key)) && $0.value.isText }
          if case .string(let path)? = named?.value { parts.append(path) }
        default: break
        }
      }
    }
    // What has no ending is a folder or an id.
    return parts.filter { PartPath($0).file.contains(".") }
  }
}

/// The path of a part, by its names from the last one to the first, without what packing adds to the file's name.
private struct PartPath {
  let names: [Substring]

  init(_ path: String, keepsPacking: Bool = false) {
    let plain = path.utf8.split(separator: UInt8(ascii: "?"), maxSplits: 1).first ?? path.utf8[...]
    var names = Array(
      plain.split { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") }.map { Substring($0) }.reversed())
    if !keepsPacking, let file = names.first, let packing = Packing(ending: file.lowercased()) {
      names[0] = file.dropLast(packing.ending.count)
    }
    self.names = names
  }

  var file: Substring { names.first ?? "" }

  /// How many names both have in common, from the file upwards.
  func likeness(_ other: PartPath) -> Int { zip(names, other.names).prefix { $0.utf8.elementsEqual($1.utf8) }.count }
}

extension JSONValue {
  fileprivate var isText: Bool {
    if case .string = self { true } else { false }
  }
}

extension Findings {
  /// Adds a finding for each manifest that names parts which are not there.
  ///
  /// Parts are looked for by their file names, wherever they lie: of several parts of one name there must be as many
  /// files. Which of them are missing the folders tell, as far as they are those of the provider.
  mutating func addMissingParts(named manifests: [PartList], in paths: [String]) {
    var files = Dictionary(grouping: paths.map { PartPath($0) }, by: { Array($0.file.utf8) })
    var missing: Set<[UInt8]> = []
    var seen: Set<[UInt8]> = []
    let parts = manifests.flatMap(\.parts).filter { seen.insert(Array($0.utf8)).inserted }
    for (file, parts) in Dictionary(grouping: parts, by: { Array(PartPath($0).file.utf8) }) {
      var rest = parts
      for path in files.removeValue(forKey: file) ?? [] {
        let best = rest.indices.max { path.likeness(PartPath(rest[$0])) < path.likeness(PartPath(rest[$1])) }
        if let best { rest.remove(at: best) }
      }
      for part in rest { missing.insert(Array(part.utf8)) }
    }
    for manifest in manifests {
      let names = manifest.parts.filter { missing.contains(Array($0.utf8)) }
      if names.isEmpty { continue }
      let count = manifest.parts.count
      add(
        Finding(
          .missingPart, at: Place(file: manifest.name),
          "of \(count == 1 ? "1 file" : "\(count) files") that \(Quoted.file(manifest.name)) names, \(names.count) "
            + "\(names.count == 1 ? "is" : "are") not there: \(Quoted.list(names.map(PartList.fileName)))",
          because: "the export has parts whose rows would be missing from the figures",
          remedy: "put all parts into the exports folder under their own names; if the manifest is of another export, "
            + "take it out"))
    }
  }
}
