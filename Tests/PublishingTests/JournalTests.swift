import Foundation
import Testing

@testable import Publishing

/// What a run could not put in place is put there by the next command, however often that is interrupted.
@Suite struct JournalTests {
  let folder: TemporaryFolder
  let output: String

  init() throws {
    folder = try TemporaryFolder()
    output = "\(folder.path)/output"
    try folder.publish([("a", "1"), ("deep/b", "2"), ("gone/c", "3")])
  }

  private static func digest(_ text: String) -> String { SHA256Digest(of: Array(text.utf8)).hexadecimal }

  /// As a run that was killed leaves it: `a` is changed, `new/d` is new, and `gone/c` is removed.
  private func interrupt(after moved: [String] = []) throws {
    try folder.write("output/.report/stage/a", "4")
    try folder.write("output/.report/stage/new/d", "5")
    try folder.write(
      "output/.report/journal",
      "move \(Self.digest("4")) a\nmove \(Self.digest("5")) new/d\nremove gone/c\nend\n")
    for path in moved {
      let target = "\(output)/\(path)"
      try FileManager.default.createDirectory(
        atPath: Files.parent(target), withIntermediateDirectories: true)
      try? Files.remove(target)
      try FileManager.default.moveItem(atPath: "\(output)/.report/stage/\(path)", toPath: target)
    }
  }

  private func expectFinished(sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(
      folder.tree() == [
        "output", "output/SHA256SUMS", "output/a", "output/deep", "output/deep/b", "output/manifest.json", "output/new",
        "output/new/d",
      ], sourceLocation: sourceLocation)
    #expect(folder.read("output/a") == "4", sourceLocation: sourceLocation)
    #expect(folder.read("output/new/d") == "5", sourceLocation: sourceLocation)
  }

  @Test(arguments: [[], ["a"], ["new/d"], ["a", "new/d"]]) func isFinished(moved: [String]) throws {
    try interrupt(after: moved)
    try Publication.finish(output)
    expectFinished()
    // Once more does nothing.
    try Publication.finish(output)
    expectFinished()
  }

  @Test func isFinishedByTheNextRun() throws {
    try interrupt(after: ["a"])
    let publication = try Publication(to: output)
    #expect(folder.read("output/a") == "4")
    publication.discard()
    expectFinished()
  }

  @Test func withoutAJournalTheStageIsDropped() throws {
    try folder.write("output/.report/stage/a", "4")
    try folder.write("output/.report/journal.new", "move ")
    let before = folder.read("output/a")
    try Publication.finish(output)
    try Publication(to: output).discard()
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
      try Publication.finish(output)
    }
    let error = #expect(throws: PublishingError.self) { try folder.publish([("a", "6")]) }
    guard case .unfinished? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(folder.tree().contains("output/.report/journal"))
    #expect(folder.read("output/a") == "1")
  }

  @Test(arguments: [
    "", "move \n", "end", "end\nmove 1 a\n", "move 12 a\nend\n", "erase a\nend\n", "remove ../mine\nend\n",
    "move \(digest("4")) ../a\nend\n", "move \(digest("4")) /a\nend\n",
  ])
  func aDamagedJournalIsNotFollowed(text: String) throws {
    try interrupt()
    try folder.write("output/.report/journal", text)
    try folder.write("mine", "keep")
    #expect(
      throws: PublishingError.unfinished(path: output, reason: "\(output)/.report/journal is damaged")
    ) {
      try Publication.finish(output)
    }
    #expect(folder.read("output/a") == "1")
    #expect(folder.read("mine") == "keep")
  }

  @Test func linksAreNotFollowed() throws {
    try interrupt()
    try folder.write("elsewhere/x", "keep")
    try folder.link("output/new", to: "\(folder.path)/elsewhere")
    #expect(
      throws: PublishingError.unfinished(path: output, reason: "\(output)/new is a symbolic link")
    ) {
      try Publication.finish(output)
    }
    #expect(folder.tree().filter { $0.hasPrefix("elsewhere") } == ["elsewhere", "elsewhere/x"])
  }

  /// A folder of that name that somebody else made is left to them.
  @Test func aFolderOfTheSameNameIsLeftAlone() throws {
    try folder.write("output/.report/mine", "keep")
    try folder.publish([("a", "2")])
    #expect(folder.read("output/.report/mine") == "keep")
    #expect(folder.read("output/a") == "2")
  }

  /// Files of others may be called anything.
  @Test func pathsHaveSpaces() throws {
    try interrupt()
    try folder.write("output/gone/c d e", "6")
    try folder.write("output/.report/stage/new/f g", "7")
    try folder.write(
      "output/.report/journal",
      "move \(Self.digest("4")) a\nmove \(Self.digest("5")) new/d\nmove \(Self.digest("7")) new/f g\nremove gone/c\n"
        + "remove gone/c d e\nend\n")
    try Publication.finish(output)
    #expect(folder.read("output/new/f g") == "7")
    try Files.remove("\(output)/new/f g")
    expectFinished()
  }
}
