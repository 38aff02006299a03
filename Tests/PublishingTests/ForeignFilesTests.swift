import Foundation
import Testing

@testable import Publishing

/// What the tool did not make is neither followed nor lost, and keeps its permissions.
@Suite struct ForeignFilesTests {
  let folder: TemporaryFolder
  let output: String

  init() throws {
    folder = try TemporaryFolder()
    output = "\(folder.path)/output"
  }

  /// Publishing these files is refused because of what stands at `path`, and leaves everything as it is.
  private func expectInTheWay(
    _ path: String, _ found: String, _ wanted: String, of files: [(path: String, text: String)],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let before = try folder.stamps()
    #expect(
      throws: PublishingError.inTheWay(path: "\(folder.path)/\(path)", found: found, wanted: wanted),
      sourceLocation: sourceLocation
    ) {
      try folder.publish(files)
    }
    #expect(try folder.stamps() == before, sourceLocation: sourceLocation)
  }

  @Test func linksInsideTheOutputStayLinks() throws {
    try folder.write("elsewhere/secret", "s")
    try folder.publish([("a", "1")])
    try folder.link("output/file-link", to: "\(folder.path)/elsewhere/secret")
    try folder.link("output/folder-link", to: "\(folder.path)/elsewhere")
    try folder.link("output/broken", to: "/nowhere/at/all")
    try folder.publish([("a", "2")])
    #expect(folder.target("output/file-link") == "\(folder.path)/elsewhere/secret")
    #expect(folder.target("output/folder-link") == "\(folder.path)/elsewhere")
    #expect(folder.target("output/broken") == "/nowhere/at/all")
    #expect(folder.tree().filter { $0.hasPrefix("elsewhere") } == ["elsewhere", "elsewhere/secret"])
  }

  @Test func aLinkInTheWayOfAPageIsReplacedNotFollowed() throws {
    try folder.write("elsewhere/secret", "1")
    try folder.publish([("b", "x")])
    try folder.link("output/a", to: "\(folder.path)/elsewhere/secret")
    // Equal bytes behind a link are no reason to keep it.
    let counts = try folder.publish([("a", "1"), ("b", "x")])
    #expect(counts.updated == 4)
    #expect(folder.target("output/a") == nil)
    #expect(folder.read("output/a") == "1")
    try folder.publish([("a", "2"), ("b", "x")])
    #expect(folder.read("elsewhere/secret") == "1")
  }

  /// Not even where all that would be written is there already.
  @Test func aLinkInTheWayOfAFolderIsRefused() throws {
    let files = [("workspaces/acme/a", "1"), ("b", "2")]
    try folder.publish(files)
    try FileManager.default.moveItem(atPath: "\(output)/workspaces", toPath: "\(folder.path)/elsewhere")
    try folder.link("output/workspaces", to: "\(folder.path)/elsewhere")
    try expectInTheWay("output/workspaces", "a symbolic link", "a folder", of: files)
    try expectInTheWay("output/workspaces", "a symbolic link", "a folder", of: [("workspaces/acme/a", "3")])
  }

  @Test func nothingIsRemovedThroughALink() throws {
    try folder.publish([("deep/a", "1"), ("b", "2")])
    try FileManager.default.moveItem(atPath: "\(output)/deep", toPath: "\(folder.path)/elsewhere")
    try folder.link("output/deep", to: "\(folder.path)/elsewhere")
    let publication = try Publication(to: output, replaces: true)
    try publication.remove("deep/a")
    try publication.write("b", Array("3".utf8))
    _ = try publication.publish(.ofTests(after: folder.history))
    #expect(folder.read("elsewhere/a") == "1")
    #expect(folder.target("output/deep") == "\(folder.path)/elsewhere")
  }

  @Test func aFileInTheWayOfAFolderIsRefused() throws {
    try folder.publish([("a", "1")])
    try folder.write("output/pages", "mine")
    try expectInTheWay("output/pages", "a file", "a folder", of: [("a", "1"), ("pages/x", "2")])
  }

  @Test func aFolderInTheWayOfAFileIsRefused() throws {
    try folder.publish([("a", "1")])
    try folder.write("output/x/mine", "mine")
    try expectInTheWay("output/x", "a folder", "a file", of: [("a", "1"), ("x", "2")])
  }

  /// Opening a pipe would wait for somebody to write into it.
  @Test func aPipeInTheWayOfAPageIsReplaced() throws {
    try folder.publish([("a", "1")])
    try Files.remove("\(output)/a")
    #expect(mkfifo("\(output)/a", 0o600) == 0)
    try folder.publish([("a", "1")])
    #expect(folder.read("output/a") == "1")
  }

  @Test func whatIsReadMustBeAFile() throws {
    try folder.publish([("finance/records", "1")])
    try folder.write("elsewhere/records", "2")
    try Files.remove("\(output)/finance/records")
    try folder.link("output/finance/records", to: "\(folder.path)/elsewhere/records")
    #expect(
      throws: PublishingError.inTheWay(
        path: "\(output)/finance/records", found: "a symbolic link", wanted: "a file")
    ) {
      try OutputFolder(output).read("finance/records")
    }
  }

  @Test func permissions() throws {
    try folder.publish([("a", "1"), ("deep/b", "2"), ("deep/c", "3")])
    try folder.write("output/mine/secret", "s")
    for (path, mode) in [
      ("", 0o2750), ("/manifest.json", 0o604), ("/deep/b", 0o640), ("/mine", 0o555), ("/mine/secret", 0o400),
    ] {
      #expect(chmod(output + path, mode_t(mode)) == 0)
    }
    try folder.publish([("a", "1"), ("deep/b", "2"), ("deep/c", "4"), ("new/d", "5")])
    #expect(folder.mode("output") == 0o2750)
    #expect(folder.mode("output/deep/b") == 0o640)
    #expect(folder.mode("output/mine") == 0o555)
    #expect(folder.mode("output/mine/secret") == 0o400)
    // What is new has the permissions of the site, whatever the umask is now.
    #expect(folder.mode("output/deep/c") == 0o604)
    #expect(folder.mode("output/new") == 0o2750)
    #expect(folder.tree().filter { !$0.hasPrefix("output") } == [])
  }

  /// Neither a file nor a folder is touched, the output's own included.
  @Test func aRunWithNothingNewWritesNothing() throws {
    let files = [("a", "1"), ("deep/b", "2")]
    try folder.publish(files)
    try folder.write("output/mine/x", "keep")
    let before = try folder.stamps()
    #expect(try folder.publish(files).isUnchanged)
    #expect(try folder.stamps() == before)
  }

  /// Neither in a folder that was never published to, nor in one that was.
  @Test func aFileOfSomebodyElseIsNotReplaced() throws {
    try folder.write("output/a", "mine")
    let found = "a file that no run published"
    try expectInTheWay("output/a", found, "one of its own", of: [("a", "1")])
    // What it would be replaced by anyway is no loss.
    try folder.publish([("a", "mine")])
    try folder.publish([("a", "2")])
    #expect(folder.read("output/a") == "2")
    try folder.write("output/deep/b", "mine")
    try expectInTheWay("output/deep/b", found, "one of its own", of: [("a", "3"), ("deep/b", "4")])
  }

  /// A site whose checksums were lost is mended.
  @Test func withoutChecksumsNobodyKnowsWhoseAFileIs() throws {
    try folder.publish([("a", "1")])
    try Files.remove("\(output)/SHA256SUMS")
    try folder.publish([("a", "2")])
    #expect(folder.read("output/a") == "2")
    // Not even with the manifest gone, as long as there is anything to know it by.
    for file in ["SHA256SUMS", "manifest.json"] { try Files.remove("\(output)/\(file)") }
    try folder.write("output/finance/records/x", "")
    let publication = try Publication(to: output, landmark: "finance/records")
    try publication.write("a", Array("3".utf8))
    publication.discard()
    try expectInTheWay("output/a", "a file that no run published", "one of its own", of: [("a", "3")])
  }

  @Test func aSiteInASiteIsRefused() throws {
    try folder.publish([("workspaces/acme/a", "1")])
    let before = try folder.stamps()
    for path in ["\(output)/workspaces", "\(output)/workspaces/acme/deep/new"] {
      #expect(throws: PublishingError.unsuitable(path: path, reason: "it lies in the site \(output)")) {
        try Publication(to: path)
      }
    }
    let key = "\(output)/workspaces/key"
    #expect(throws: KeyError.unwritable(path: key, reason: "it would be published with the site \(output)")) {
      try SigningKey.create(at: key)
    }
    #expect(try folder.stamps() == before)
  }
}
