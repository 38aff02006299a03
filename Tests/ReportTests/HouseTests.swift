import Foundation
import Testing

/// The house: which folder knows which, and how much stands in one file.
@Suite("The house")
struct HouseTests {
  private static let sources = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Sources")
    .standardizedFileURL

  private struct File {
    /// From the folder of its module.
    var path: String
    var text: String

    var folder: String { path.split(separator: "/").dropLast().joined(separator: "/") }
    var lines: Int { text.split(separator: "\n", omittingEmptySubsequences: false).count - 1 }
  }

  private static func modules() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: sources.path).sorted()
  }

  private static func files(of module: String) throws -> [File] {
    let folder = sources.appending(path: module)
    let paths = try #require(FileManager.default.enumerator(atPath: folder.path)).compactMap { $0 as? String }
    return try paths.filter { $0.hasSuffix(".swift") }.sorted().map {
      File(path: $0, text: try String(contentsOf: folder.appending(path: $0), encoding: .utf8))
    }
  }

  /// Folders whose files know one another in a circle, in the order that they do; nothing where there is none.
  private static func circle(in files: [File]) throws -> [String] {
    let declaration = try Regex(
      #"(?m)^(?:(?:public|package|final|indirect) )*(?:struct|class|enum|protocol|actor|typealias) (\w+)"#,
      as: (Substring, Substring).self)
    let name = try Regex(#"\b[A-Z]\w*"#)
    let comment = try Regex(#"//[^\n]*|"(?:\\.|[^"\\\n])*""#)
    var owners: [String: String] = [:]
    for file in files {
      for match in file.text.matches(of: declaration) { owners[String(match.1)] = file.folder }
    }
    var known: [String: Set<String>] = [:]
    for file in files {
      let code = file.text.replacing(comment, with: "")
      for match in code.matches(of: name) {
        guard let owner = owners[String(code[match.range])], owner != file.folder else { continue }
        known[file.folder, default: []].insert(owner)
      }
    }
    func circle(from folder: String, _ way: [String]) -> [String]? {
      if let start = way.firstIndex(of: folder) { return Array(way[start...]) + [folder] }
      return known[folder, default: []].sorted().lazy.compactMap { circle(from: $0, way + [folder]) }.first
    }
    return known.keys.sorted().lazy.compactMap { circle(from: $0, []) }.first ?? []
  }

  /// Folders of a module are its floors: one that is known by another does not know it. The folders of `Exports` are put
  /// by what they are about, and know one another.
  @Test func noFoldersKnowOneAnother() throws {
    for module in try Self.modules() where module != "Exports" {
      let circle = try Self.circle(in: Self.files(of: module))
      #expect(circle == [], "in \(module): \(circle.joined(separator: " → "))")
    }
  }

  @Test func aCircleIsFound() throws {
    let files = [
      File(path: "A/One.swift", text: "struct One { var two: Two }\n"),
      File(path: "B/Two.swift", text: "package struct Two { var three: Three }\n"),
      File(path: "C/Three.swift", text: "enum Three { case one(One) }\n"),
    ]
    #expect(try Self.circle(in: files) == ["A", "B", "C", "A"])
    let mentioned = [files[0], files[1], File(path: "C/Three.swift", text: "/// One\nenum Three { case \"One\" }\n")]
    #expect(try Self.circle(in: mentioned) == [])
  }

  /// A file holds one noun or one rule. What is longer says why.
  @Test func filesAreShort() throws {
    let files = try Self.modules().flatMap { module in
      try Self.files(of: module).map { File(path: "\(module)/\($0.path)", text: $0.text) }
    }
    let lengths = files.map(\.lines).sorted()
    #expect(lengths[lengths.count / 2] < 100)
    for file in files where file.lines > 300 {
      #expect(
        file.text.prefix(1000).contains("/// Over 300 lines:"),
        "\(file.path) has \(file.lines) lines, and does not say why")
    }
    let stories = try Self.files(of: "Reporting").map(\.lines).reduce(0, +)
    #expect(stories <= 1500, "Reporting is the stories alone, and has \(stories) lines")
  }
}
