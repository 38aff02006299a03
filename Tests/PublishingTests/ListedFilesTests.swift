import Testing

@testable import Publishing

/// A list of checksums is followed line by line, and never out of the site.
@Suite struct ListedFilesTests {
  private static let digest = SHA256Digest(of: Array("x".utf8)).hexadecimal

  private func flaws(_ text: String) -> [ListedFiles.Flaw] { ListedFiles(parsing: Array(text.utf8)).flaws }

  @Test func whatChecksumsWrite() {
    var checksums = Checksums([:])
    checksums.add("a/b%2Fc.html", SHA256Digest(of: Array("1".utf8)))
    checksums.add("index.html", SHA256Digest(of: Array("2".utf8)))
    let listed = ListedFiles(parsing: checksums.bytes)
    #expect(listed.flaws == [])
    #expect(listed.digests == checksums.digests)
  }

  @Test(
    arguments: [
      "", "x", "\(digest)", "\(digest)  ", "\(digest) *index.html", "\(digest.uppercased())  index.html",
      "\(digest.dropLast())  index.html",
    ])
  func noChecksum(_ line: String) {
    let text = "\(Self.digest)  a\n\(line)\n\(Self.digest)  b\n"
    #expect(flaws(text) == [ListedFiles.Flaw(line: 2, name: line, reason: .noChecksum)])
  }

  @Test(arguments: ["/etc/passwd", "../x", "a/../../x", "a/./b", "a//b", "a/", ".", "..", "a\0b"])
  func outOfTheSite(_ name: String) {
    let listed = ListedFiles(parsing: Array("\(Self.digest)  \(name)\n".utf8))
    #expect(listed.flaws == [ListedFiles.Flaw(line: 1, name: name, reason: .leadsOut)])
    #expect(listed.digests.isEmpty)
  }

  @Test(arguments: ["workspaces/\u{212A}iwi/index.html", "caf\u{E9}"])
  func foreign(_ name: String) {
    #expect(
      flaws("\(Self.digest)  \(name)\n") == [ListedFiles.Flaw(line: 1, name: name, reason: .foreign)])
  }

  @Test func twice() {
    #expect(
      flaws("\(Self.digest)  a\n\(Self.digest)  a\n") == [ListedFiles.Flaw(line: 2, name: "a", reason: .twice)])
  }

  @Test func aLastLineWithoutItsEnd() {
    #expect(ListedFiles(parsing: Array("\(Self.digest)  a".utf8)).digests.count == 1)
  }
}
