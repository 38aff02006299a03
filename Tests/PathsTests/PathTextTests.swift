import Testing

@testable import Paths

/// Paths are taken apart at every slash, whatever stands beside it: U+0301 makes one character with what is before it,
/// U+0600 with what follows.
@Suite struct PathTextTests {
  @Test(arguments: [
    ("out", nil, "out"), ("a/b", "a", "b"), ("/out", "", "out"), ("a/b/", "a/b", ""), ("", nil, ""),
    ("a/\u{301}b", "a", "\u{301}b"), ("a\u{600}/b", "a\u{600}", "b"), ("/\u{301}", "", "\u{301}"),
    ("\r\n/x", "\r\n", "x"),
  ])
  func folderAndName(path: String, folder: String?, name: String) {
    #expect(PathText.folder(path).map { Array($0.utf8) } == folder.map { Array($0.utf8) })
    #expect(PathText.name(path).utf8.elementsEqual(name.utf8))
  }

  @Test func names() {
    #expect(PathText.names("/a//b/\u{301}c/") == ["a", "b", "\u{301}c"])
    #expect(PathText.names("//") == [])
    #expect(PathText.names("a\u{600}/b") == ["a\u{600}", "b"])
  }

  @Test(arguments: [
    ("out", "out"), ("out//", "out"), ("/", "/"), ("//", "//"), ("", ""), ("a/\u{301}", "a/\u{301}"),
    ("a\u{600}/", "a\u{600}"),
  ])
  func endingSlashes(path: String, trimmed: String) {
    #expect(PathText.withoutEndingSlashes(path).utf8.elementsEqual(trimmed.utf8))
  }

  @Test func liesIn() {
    for (path, folder) in [("a", "a"), ("a/b", "a"), ("/a", "/"), ("a/\u{301}b", "a"), ("a\u{600}/b", "a\u{600}")] {
      #expect(PathText.lies(path, in: folder), "\(path) in \(folder)")
    }
    for (path, folder) in [("ab", "a"), ("a", "a/b"), ("a\u{301}", "a"), ("é/x", "e\u{301}")] {
      #expect(!PathText.lies(path, in: folder), "\(path) in \(folder)")
    }
  }
}
