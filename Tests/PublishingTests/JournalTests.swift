import Foundation
import Testing

@testable import Publishing

/// What a run could not put in place is put there by the next one that publishes, however often that is interrupted.
@Suite struct JournalTests {
  let folder: TemporaryFolder
  let output: String

  init() throws {
    folder = try TemporaryFolder()
    output = "\(folder.path)/output"
    try folder.publish([("a", "1"), ("deep/b", "2"), ("gone/c", "3")])
  }

  private static func digest(_ text: String) -> String { SHA256Digest(of: Array(text.utf8)).hexadecimal }

  private static let journal = "output/.report/journal"
  private static let papers = [Checksums.file, Manifest.file]

  /// What is staged: `a` is changed, `new/d` is new.
  private func staged() throws -> [(path: String, text: String)] {
    let history = try #require(folder.read("output/finance/history.jsonl"))
    let sums =
      "\(Self.digest("4"))  a\n\(Self.digest("2"))  deep/b\n\(Self.digest(history))  finance/history.jsonl\n"
      + "\(Self.digest("5"))  new/d\n"
    let manifest = "{\"period\":\"all\",\"sha256sums\":\"\(Self.digest(sums))\"}\n"
    return [("a", "4"), ("new/d", "5"), (Checksums.file, sums), (Manifest.file, manifest)]
  }

  /// As a run that was killed leaves it: `gone/c` is to be removed as well.
  private func interrupt(after moved: [String] = []) throws {
    let staged = try staged()
    let moves = staged.map { "move \(Self.digest($0.text)) \($0.path)\n" }.joined()
    try folder.write(Self.journal, moves + "remove gone/c\nend\n")
    for file in staged {
      if moved.contains(file.path) {
        try? Files.remove("\(output)/\(file.path)")
        try folder.write("output/\(file.path)", file.text)
      } else {
        try folder.write("output/.report/stage/\(file.path)", file.text)
      }
    }
    // Its folder goes before the papers come.
    let isEmptied = !moved.contains(where: Self.papers.contains)
    if moved.contains("gone/c") { try Files.remove("\(output)/\(isEmptied ? "gone/c" : "gone")") }
  }

  private func finish() throws { try Publication(to: output).discard() }

  private func expectFinished(sourceLocation: SourceLocation = #_sourceLocation) throws {
    #expect(
      folder.tree() == [
        "output", "output/a", "output/deep", "output/deep/b", "output/new", "output/new/d",
      ], sourceLocation: sourceLocation)
    #expect(folder.read("output/a") == "4", sourceLocation: sourceLocation)
    #expect(folder.read("output/new/d") == "5", sourceLocation: sourceLocation)
    for file in try staged() {
      #expect(folder.read("output/\(file.path)") == file.text, sourceLocation: sourceLocation)
    }
  }

  @Test(arguments: [
    [], ["a"], ["new/d"], ["a", "new/d"], ["a", "new/d", "gone/c"], ["a", "new/d", "gone/c", Checksums.file],
    ["a", "new/d", "gone/c", Manifest.file], ["a", "new/d", "gone/c"] + papers,
  ])
  func isFinishedByTheNextRun(moved: [String]) throws {
    try interrupt(after: moved)
    #expect(throws: PublishingError.openJournal(path: output)) { try OutputFolder(output).requireFinished() }
    try finish()
    try expectFinished()
    try OutputFolder(output).requireFinished()
    // Once more does nothing.
    try finish()
    try expectFinished()
  }

  /// Version 1.1.0 put the checksums in place among other files. What it had yet to remove then cannot be told from
  /// somebody's own file, and stays, unlisted.
  @Test func checksumsThatWereEarly() throws {
    try interrupt(after: [Checksums.file])
    try finish()
    #expect(folder.read("output/gone/c") == "3")
    try Files.remove("\(output)/gone")
    try expectFinished()
  }

  @Test func withoutAJournalTheStageIsDropped() throws {
    try folder.write("output/.report/stage/a", "4")
    try folder.write("output/.report/journal.new", "move ")
    let before = folder.read("output/a")
    try finish()
    #expect(folder.read("output/a") == before)
    #expect(!folder.tree().contains("output/.report"))
  }

  /// A file that is neither in the stage nor in its place was lost: that is said, and the journal stays.
  @Test func whatWasLostIsMissed() throws {
    try interrupt()
    try Files.remove("\(output)/.report/stage/a")
    #expect(
      throws: PublishingError.unfinished(
        path: output, reason: "cannot replace \(output)/a: No such file or directory")
    ) {
      try finish()
    }
    let error = #expect(throws: PublishingError.self) { try folder.publish([("a", "6")]) }
    guard case .unfinished? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(folder.tree().contains(Self.journal))
    #expect(folder.read("output/a") == "1")
  }

  /// Nothing is done unless all of it is believed.
  private func expectUntrusted(_ reason: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let before = try folder.stamps().filter { !$0.key.hasSuffix("output.lock") }
    #expect(throws: PublishingError.untrusted(path: output, reason: reason), sourceLocation: sourceLocation) {
      try finish()
    }
    #expect(try folder.stamps() == before, sourceLocation: sourceLocation)
  }

  @Test(arguments: [
    "", "move \n", "end", "end\nmove 1 a\n", "move 12 a\nend\n", "erase a\nend\n", "remove ../mine\nend\n",
    "move \(digest("4")) ../a\nend\n", "move \(digest("4")) /a\nend\n", "remove a/./b\nend\n", "remove a\0b\nend\n",
  ])
  func aDamagedJournalIsNotFollowed(text: String) throws {
    try interrupt()
    try folder.write(Self.journal, text)
    try folder.write("mine", "keep")
    try expectUntrusted("it is damaged")
  }

  @Test func whatWasNeverPublishedIsNotRemoved() throws {
    try interrupt()
    try folder.write("output/mine.txt", "keep")
    let journal = try #require(folder.read(Self.journal))
    try folder.write(Self.journal, "remove mine.txt\n" + journal)
    try expectUntrusted("it removes mine.txt, which was not published")
    // What is not there needs no permission.
    try folder.write(Self.journal, "remove nobodys.txt\n" + journal)
    try finish()
    #expect(folder.read("output/mine.txt") == "keep")
  }

  @Test(arguments: ["a", "deep/b", Manifest.file, Checksums.file])
  func whatTheNewSiteHasIsNotRemoved(path: String) throws {
    try interrupt()
    try folder.write(Self.journal, try #require(folder.read(Self.journal)).replacing("gone/c", with: path))
    try expectUntrusted("it removes \(path), which is a file of the new site")
  }

  @Test func whatIsNotListedIsNotMoved() throws {
    try interrupt()
    try folder.write("output/.report/stage/x.html", "planted")
    try folder.write(
      Self.journal, "move \(Self.digest("planted")) x.html\n" + (try #require(folder.read(Self.journal))))
    try expectUntrusted("it moves x.html, which is not so in the new SHA256SUMS")
  }

  @Test func anotherStageIsNotMoved() throws {
    try interrupt()
    try folder.write("output/.report/stage/a", "planted")
    try expectUntrusted("\(output)/.report/stage/a is not what was staged")
    try interrupt()
    try folder.write("output/.report/stage/SHA256SUMS", (try staged()[2].text).replacing("  a\n", with: "  A\n"))
    try expectUntrusted("it moves a, which is not so in the new SHA256SUMS")
    try interrupt()
    try folder.write("output/.report/stage/manifest.json", "{}\n")
    try expectUntrusted("its SHA256SUMS is not the one that its manifest.json stands for")
  }

  /// In the output and in the stage, on the way and at its end.
  @Test func linksAreNotFollowed() throws {
    try folder.write("elsewhere/d", "5")
    try interrupt()
    try folder.link("output/new", to: "\(folder.path)/elsewhere")
    try expectUntrusted("\(output)/new is a symbolic link")
    try Files.remove("\(output)/new")
    try Files.remove("\(output)/.report/stage/new")
    try folder.link("output/.report/stage/new", to: "\(folder.path)/elsewhere")
    try expectUntrusted("\(output)/.report/stage/new is a symbolic link")
    try Files.remove("\(output)/.report/stage/new")
    try folder.write("output/.report/stage/new/e", "")
    try folder.link("output/.report/stage/new/d", to: "\(folder.path)/elsewhere/d")
    try expectUntrusted("\(output)/.report/stage/new/d is not what was staged")
    #expect(folder.read("elsewhere/d") == "5")
  }

  @Test func aRemovalThroughALinkIsNone() throws {
    try interrupt()
    try folder.write("elsewhere/c", "keep")
    try Files.remove("\(output)/gone")
    try folder.link("output/gone", to: "\(folder.path)/elsewhere")
    try expectUntrusted("\(output)/gone is a symbolic link")
    #expect(folder.read("elsewhere/c") == "keep")
  }

  /// A folder of that name that somebody else made is left to them.
  @Test func aFolderOfTheSameNameIsLeftAlone() throws {
    try folder.write("output/.report/mine", "keep")
    try folder.publish([("a", "2")])
    #expect(folder.read("output/.report/mine") == "keep")
    #expect(folder.read("output/a") == "2")
  }
}
