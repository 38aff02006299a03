import Foundation
import Testing

@testable import Publishing

/// A new state of the output takes the place of the old one in one step, or not at all.
@Suite struct PublicationTests {
  let folder: TemporaryFolder
  let output: String

  init() throws {
    folder = try TemporaryFolder()
    output = "\(folder.path)/output"
  }

  private var manifest: Manifest { .ofTests(after: folder.history) }

  @discardableResult
  private func publish(_ files: [(path: String, text: String)]) throws -> Publication.Counts {
    try folder.publish(files)
  }

  @Test func createsTheOutputAndTheFoldersAboveIt() throws {
    let publication = try Publication(to: "\(folder.path)/a/b/output")
    #expect(try publication.write("finance/x.html", Array("x".utf8)) == .new)
    #expect(folder.read("a/b/output/finance/x.html") == nil)
    let counts = try publication.publish(manifest)
    #expect((counts.files, counts.bytes, counts.new, counts.updated) == (4, 481, 4, 0))
    #expect(folder.read("a/b/output/finance/x.html") == "x")
    #expect(
      folder.tree() == [
        "a", "a/b", "a/b/output", "a/b/output/finance", "a/b/output/finance/x.html",
      ])
  }

  @Test func newUpdatedAndUnchanged() throws {
    try publish([("a", "1"), ("b", "2")])
    let unchanged = folder.number("output/a")
    let publication = try Publication(to: output)
    #expect(try publication.write("a", Array("1".utf8)) == .unchanged)
    #expect(try publication.write("b", Array("3".utf8)) == .updated)
    #expect(try publication.write("c", Array("4".utf8)) == .new)
    let counts = try publication.publish(manifest)
    #expect((counts.files, counts.new, counts.updated) == (6, 1, 4))
    #expect((folder.read("output/a"), folder.read("output/b"), folder.read("output/c")) == ("1", "3", "4"))
    // Linked, not written anew.
    #expect(folder.number("output/a") == unchanged)
    #expect(
      folder.tree() == ["output", "output/a", "output/b", "output/c"])
  }

  @Test func aRunWithNothingNewLeavesTheFolderItself() throws {
    try publish([("a", "1"), ("deep/b", "2")])
    let before = (folder.number("output"), folder.number("output/deep"), folder.number("output/a"))
    let counts = try publish([("a", "1"), ("deep/b", "2")])
    #expect((counts.new, counts.updated, counts.files) == (0, 0, 5))
    #expect((folder.number("output"), folder.number("output/deep"), folder.number("output/a")) == before)
    #expect(
      folder.tree() == [
        "output", "output/a", "output/deep", "output/deep/b",
      ])
  }

  @Test func whatThisRunDidNotWriteIsCarriedOver() throws {
    try publish([("finance/2024-04.html", "april"), ("index.html", "old")])
    try folder.write("output/CNAME", "pay.example")
    try folder.write("output/finance/notes/mine.txt", "keep")
    let note = folder.number("output/CNAME")
    try publish([("finance/2024-05.html", "may"), ("index.html", "new")])
    #expect(folder.read("output/finance/2024-04.html") == "april")
    #expect(folder.read("output/finance/2024-05.html") == "may")
    #expect(folder.read("output/index.html") == "new")
    #expect(folder.read("output/finance/notes/mine.txt") == "keep")
    #expect(folder.read("output/CNAME") == "pay.example")
    #expect(folder.number("output/CNAME") == note)
  }

  /// What is removed is neither kept nor on the list, and its folders go with it unless they hold something else.
  @Test func publishedFilesAreRemoved() throws {
    try publish([("a", "1"), ("deep/down/b", "2"), ("other/c", "3")])
    try folder.write("output/other/mine.txt", "keep")
    let publication = try Publication(to: output)
    for path in ["deep/down/b", "other/c", "never/was", "other"] { try publication.remove(path) }
    let counts = try publication.publish(manifest)
    #expect((counts.new, counts.updated, counts.removed) == (0, 3, 2))
    #expect(
      folder.tree() == [
        "output", "output/a", "output/other", "output/other/mine.txt",
      ])
    #expect(folder.read("output/SHA256SUMS")?.contains("  a\n") == true)
    #expect(folder.read("output/SHA256SUMS")?.contains("  other/c\n") == false)
  }

  /// A file that is not on the list, such as a signature, is a change all the same.
  @Test func removingAnUnlistedFileIsAChange() throws {
    try publish([("a", "1")])
    try folder.write("output/manifest.json.sig", "signed")
    let publication = try Publication(to: output)
    try publication.write("a", Array("1".utf8))
    try publication.remove("manifest.json.sig")
    let counts = try publication.publish(manifest)
    #expect((counts.new, counts.updated, counts.removed) == (0, 0, 1))
    #expect(folder.tree() == ["output", "output/a"])
  }

  /// What should leave the site would stay on it, with nobody noticing.
  @Test func whatCannotBeLookedAtIsNotTakenToBeGone() throws {
    try publish([("a", "1")])
    // Longer than any name that the system looks at.
    let name = String(repeating: "a", count: 300)
    let publication = try Publication(to: output)
    defer { publication.discard() }
    #expect(throws: PublishingError.self) { try publication.remove(name) }
    #expect(throws: PublishingError.self) { try publication.remove("\(name)/b") }
    #expect(throws: PublishingError.self) { try OutputFolder(output).holds(name) }
    #expect(throws: PublishingError.self) { try OutputFolder(output).isLink(name) }
    #expect(try OutputFolder(output).holds("a"))
    #expect(try !OutputFolder(output).holds("b"))
  }

  @Test func whatIsWrittenIsNotRemoved() throws {
    try publish([("a", "1"), ("b", "2")])
    let publication = try Publication(to: output)
    try publication.remove("a")
    try publication.remove("b")
    try publication.write("a", Array("1".utf8))
    try publication.write("b", Array("3".utf8))
    #expect(try publication.publish(manifest).removed == 0)
    #expect((folder.read("output/a"), folder.read("output/b")) == ("1", "3"))
  }

  /// A throwaway folder holds the last run alone, and what others put there.
  @Test func aReplacedSiteKeepsNothingOfTheFormerRun() throws {
    try publish([("a", "1"), ("deep/b", "2")])
    try folder.write("output/mine.txt", "keep")
    let publication = try Publication(to: output, replaces: true)
    try publication.write("a", Array("1".utf8))
    #expect(try publication.publish(manifest).removed == 1)
    #expect(
      folder.tree() == ["output", "output/a", "output/mine.txt"])
    #expect(folder.read("output/SHA256SUMS")?.contains("deep/b") == false)
  }

  /// What was staged is looked at once more before it takes its place.
  @Test(arguments: ["a", "deep/b"]) func aStageThatIsNotWholeIsNotPublished(path: String) throws {
    try publish([("a", "1")])
    for tamper in [{ try Files.remove($0) }, { truncate($0, 0) }] as [(String) throws -> Void] {
      let before = try folder.stamps()
      let publication = try Publication(to: output)
      try publication.write("a", Array("2".utf8))
      try publication.write("deep/b", Array("3".utf8))
      try tamper("\(publication.stage.path)/\(path)")
      #expect(throws: PublishingError.self) { try publication.publish(manifest) }
      #expect(try folder.stamps() == before)
    }
  }

  @Test func emptyFoldersAreCarriedOver() throws {
    try publish([("a", "1")])
    try folder.write("output/empty/x", "")
    try Files.remove("\(output)/empty/x")
    try publish([("a", "2")])
    #expect(try Files.kind("\(output)/empty") == .folder)
  }

  @Test func discardLeavesTheOutputAsItWas() throws {
    try publish([("a", "1")])
    let publication = try Publication(to: output)
    try publication.write("a", Array("2".utf8))
    try publication.write("deep/b", Array("3".utf8))
    publication.discard()
    #expect(folder.read("output/a") == "1")
    #expect(folder.tree() == ["output", "output/a"])
  }

  @Test func theOutputIsAFolderOfItsOwn() throws {
    try folder.write("exports/usage.csv", "x")
    for other in ["exports", ".", "exports/site"] {
      #expect(throws: PublishingError.self) {
        try Publication(to: "\(folder.path)/\(other)", apartFrom: ["\(folder.path)/exports"])
      }
    }
    #expect(folder.tree() == ["exports", "exports/usage.csv"])
  }

  @Test func whatAKilledRunLeftIsClearedAway() throws {
    try publish([("a", "1")])
    try folder.write(".output.staging/stale", "x")
    try folder.write(".output.lock", "process 1 on elsewhere\n")
    try publish([("a", "2")])
    #expect(folder.tree() == ["output", "output/a"])
    #expect(folder.read("output/a") == "2")
  }

  @Test func anOutputThatIsALinkToAFolderIsPublishedThere() throws {
    try folder.write("real/own", "1")
    try folder.link("output", to: "\(folder.path)/real")
    try publish([("a", "2")])
    #expect(folder.target("output") == "\(folder.path)/real")
    #expect(folder.read("real/a") == "2")
  }

  @Test func anOutputThatIsAFileIsRefused() throws {
    try folder.write("output", "mine")
    #expect(
      throws: PublishingError.cannotCreate(path: output, reason: "something that is not a folder is in its place")
    ) {
      try Publication(to: output)
    }
    #expect(folder.read("output") == "mine")
    #expect(folder.tree() == ["output"])
  }

  @Test func anOutputThatCannotBeCreatedIsRefused() throws {
    try folder.write("file", "mine")
    let error = #expect(throws: PublishingError.self) { try Publication(to: "\(folder.path)/file/output") }
    #expect(error?.description.contains("cannot create ") == true, "\(String(describing: error))")
    #expect(folder.tree() == ["file"])
  }

  @Test func aTrailingSlashIsNoOtherFolder() throws {
    try publish([("a", "1")])
    let publication = try Publication(to: output + "//")
    #expect(try publication.write("a", Array("1".utf8)) == .unchanged)
    publication.discard()
    #expect(folder.tree() == ["output", "output/a"])
  }

  @Test func emptyAndLargeFiles() throws {
    let large = String(repeating: "0123456789abcdef", count: 20_000)
    try publish([("empty", ""), ("large", large)])
    #expect(folder.read("output/empty") == "")
    #expect(folder.read("output/large") == large)
    #expect(try publish([("empty", ""), ("large", large)]).updated == 0)
    // The same length, one byte changed at the end.
    #expect(try publish([("empty", ""), ("large", large.dropLast() + "X")]).updated == 4)
  }

  @Test func errorsSayWhatToDo() {
    #expect(
      PublishingError.inputOutput(path: "output/a", operation: "write", reason: "No space left on device").description
        == """
        cannot write output/a: No space left on device
          fix: check the disk and its free space, then run again
        """)
  }

  /// `sha256sum` itself agrees, and the manifest names the hash of its list.
  @Test func checksums() throws {
    try publish([("a", "1"), ("deep/b", "2")])
    let sums = try #require(folder.read("output/SHA256SUMS"))
    let history = "{\"run\":1,\"period\":\"all\",\"former_manifest_sha256\":null}\n"
    #expect(folder.read("output/finance/history.jsonl") == history)
    let told = SHA256Digest(of: Array(history.utf8)).hexadecimal
    #expect(
      sums == """
        6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b  a
        d4735e3a265e16eee03f59718b9b5d03019c07d8b6c51f90da3a666eec13ab35  deep/b
        \(told)  finance/history.jsonl

        """)
    let digest = SHA256Digest(of: Array(sums.utf8)).hexadecimal
    #expect(
      folder.read("output/manifest.json")
        == "{\"period\":\"all\",\"files\":2,\"bytes\":2,\"run\":1,\"former_manifest_sha256\":null,"
        + "\"history_sha256\":\"\(told)\",\"signed_by\":null,\"sha256sums\":\"\(digest)\"}\n")
    // What a run does not write stays on the list; what is gone leaves it.
    try publish([("a", "3")])
    #expect(folder.read("output/SHA256SUMS")?.contains("  deep/b\n") == true)
    try Files.remove("\(output)/deep/b")
    try publish([("a", "3")])
    #expect(folder.read("output/SHA256SUMS")?.contains("deep/b") == false)
  }

  /// A site is up to date while its files are whole: not edited, not taken away, not for another run.
  @Test func upToDate() throws {
    var former = Publication.Counts()
    (former.files, former.bytes) = (2, 2)
    func isUpToDate(_ run: String = "\"period\":\"all\"") throws -> Bool {
      let publication = try Publication(to: output)
      defer { publication.discard() }
      let manifest = Manifest(run: Array(run.utf8), after: folder.history, entry: [])
      return try publication.upToDate(with: manifest, former) != nil
    }
    #expect(try !isUpToDate())
    try publish([("a", "1"), ("b", "2")])
    #expect(try isUpToDate())
    #expect(try !isUpToDate("\"period\":\"2024-05\""))
    try folder.write("output/b", "3")
    #expect(try !isUpToDate())
    #expect(try publish([("a", "1"), ("b", "2")]).updated == 1)
    #expect(folder.read("output/b") == "2")
    #expect(try isUpToDate())
    try Files.remove("\(output)/a")
    #expect(try !isUpToDate())
  }

  /// A run that leaves an edited file alone does not vouch for it; one that writes the file mends it.
  @Test func editsShowUntilTheyAreMended() throws {
    try publish([("a", "1"), ("b", "2")])
    try folder.write("output/b", "3")
    try publish([("a", "4")])
    let digest = SHA256Digest(of: Array("2".utf8)).hexadecimal
    #expect(folder.read("output/SHA256SUMS")?.contains("\(digest)  b\n") == true)
    try publish([("a", "4"), ("b", "2")])
    #expect(folder.read("output/b") == "2")
  }

  @Test func whatFilesShareIsHashedOnce() {
    let start = Array("<!DOCTYPE html>".utf8)
    for text in ["", "<", "<!DOCTYPE html>", "<!DOCTYPE html><p>x", "something else altogether"] {
      let bytes = Array(text.utf8)
      let digest = bytes.withUnsafeBytes { CommonStart(start).digest(of: $0) }
      #expect(digest == SHA256Digest(of: bytes), "\(text)")
    }
  }
}
