import Foundation
import Testing

@testable import Publishing

@Suite("Zips")
struct ZipTests {
  @Test(arguments: [
    "index.html", "workspaces/acme/INV-1.html", "a b/ü€😀.csv", "...", "a..b/..c", "%2E%2E/x", "~", "INV~1a2b3c4d.html",
  ])
  func safeNames(_ name: String) throws {
    #expect(try ZipEntry(name, .bytes([])).path == name)
  }

  @Test(arguments: [
    "", "/", "/etc/passwd", "..", ".", "../x", "a/../b", "a/..", "a/./b", "a//b", "a/", "a\\b", "..\\x", "C:x",
    "a\u{0}b",
    "a\nb", "a\u{7F}",
  ])
  func unsafeNames(_ name: String) {
    #expect(throws: ArchiveError.unsafeName(name)) { try ZipEntry(name, .bytes([])) }
    #expect(throws: (any Error).self) {
      let folder = try TemporaryFolder()
      try ZipFolder("\(folder.path)/zips", of: OutputFolder("\(folder.path)/output")).write(name, [])
    }
  }

  private static func zip(_ folder: TemporaryFolder, _ entries: [ZipEntry]) throws -> [UInt8] {
    let path = "\(folder.path)/\(UUID().uuidString).zip"
    try ZipFile.write(path, entries, from: OutputFolder("\(folder.path)/output"))
    return try Files.read(path) ?? []
  }

  private static func entry(_ path: String, _ text: String) throws -> ZipEntry {
    try ZipEntry(path, .bytes(Array(text.utf8)))
  }

  @Test func theOrderOfFilesDoesNotShow() throws {
    let folder = try TemporaryFolder()
    let entries = try ["b", "a", "B", "ü", "c/d"].map { try Self.entry($0, "text of \($0)") }
    let zip = try Self.zip(folder, entries)
    #expect(try Self.zip(folder, entries.reversed()) == zip)
    // "ü" is marked as UTF-8 (bit 11), the others are plain ASCII.
    let flags = zip.indices.filter { zip[$0...].starts(with: [0x50, 0x4B, 3, 4]) }.map { zip[$0 + 7] & 8 != 0 }
    #expect(flags == [false, false, false, false, true])
  }

  @Test func publishedFilesAreWhatWasPublished() throws {
    let folder = try TemporaryFolder()
    let text = String(repeating: "a line of text\n", count: 40_000)
    try folder.write("output/file", text)
    let published = try ZipEntry("file", .published("file", SHA256Digest(of: Array(text.utf8))))
    #expect(try Self.zip(folder, [published]) == Self.zip(folder, [Self.entry("file", text)]))
    try folder.write("output/file", text.replacingOccurrences(of: "text", with: "lies"))
    #expect(throws: ArchiveError.changed(path: "\(folder.path)/output/file")) { try Self.zip(folder, [published]) }
    try FileManager.default.removeItem(atPath: "\(folder.path)/output/file")
    #expect(throws: ArchiveError.changed(path: "\(folder.path)/output/file")) { try Self.zip(folder, [published]) }
    try folder.write("output/other", text)
    try folder.link("output/file", to: "other")
    #expect(throws: PublishingError.self) { try Self.zip(folder, [published]) }
  }

  @Test func checksums() throws {
    let sums = try [Self.entry("b", "x"), Self.entry("a/c", "")].checksums()
    #expect(sums.path == "SHA256SUMS")
    guard case .bytes(let bytes) = sums.content else { throw CancellationError() }
    #expect(
      String(decoding: bytes, as: UTF8.self) == """
        e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  a/c
        2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881  b

        """)
  }

  /// Nothing has its place before all of it is complete, and what is unchanged is not touched.
  @Test func folder() throws {
    let folder = try TemporaryFolder()
    try folder.write("output/file", "x")
    let output = OutputFolder("\(folder.path)/output")
    func run(_ texts: [String: String]) throws -> ZipFolder.Counts {
      let zips = try ZipFolder("\(folder.path)/zips", of: output)
      for (name, text) in texts { try zips.write(name, [Self.entry("file", text)]) }
      #expect(!folder.tree().contains("zips/b.zip"))
      return try zips.publish()
    }
    var counts = ZipFolder.Counts()
    counts.new = 2
    #expect(try run(["a.zip": "1", "in/a.zip": "1"]) == counts)
    let number = folder.number("zips/a.zip")
    counts.updated = 1
    counts.new = 1
    counts.unchanged = 1
    #expect(try run(["a.zip": "1", "in/a.zip": "2", "b.zip": "1"]) == counts)
    #expect(folder.number("zips/a.zip") == number)
    #expect(
      folder.tree().filter { $0.hasPrefix("zips") } == ["zips", "zips/a.zip", "zips/b.zip", "zips/in", "zips/in/a.zip"])
  }

  @Test func onlyOneAtATime() throws {
    let folder = try TemporaryFolder()
    let output = OutputFolder("\(folder.path)/output")
    let first = try ZipFolder("\(folder.path)/zips", of: output)
    #expect(throws: PublishingError.self) { try ZipFolder("\(folder.path)/zips/", of: output) }
    first.discard()
  }
}
