import Glibc

@testable import Publishing

/// A journal in a site that anybody may have written to: it is followed as a whole, or not at all, and never out of the site.
enum JournalTarget {
  /// `a` and `b/c` are published; `a` is staged anew.
  private static let site = Bench()

  static func test(_ input: [UInt8]) {
    if let journal = Journal(parsing: input) {
      for path in journal.moves.map(\.path) + journal.removals {
        expect(ListedFiles.isInside(path), "\(path) leads out")
      }
    }
    site.test(input)
  }

  private final class Bench: Sendable {
    private let folder: String
    private var output: String { "\(folder)/output" }

    init() {
      folder = expectNoError("there is no place") { () throws -> String in
        let path = "\(String(cString: getenv("TMPDIR") ?? strdup("/tmp")))/journal-\(getpid())"
        try Files.createFolders(path)
        return path
      }
    }

    func test(_ journal: [UInt8]) {
      let published = [("a", "1"), ("b/c", "2")]
      let staged = [("a", "3")]
      expectNoError("the site cannot be made") {
        try Files.remove(output)
        try Files.createFolders(output)
        try Files.write("\(folder)/mine-\(journal.count)", Array("keep".utf8))
        for (path, text) in published { try Files.write("\(output)/\(path)", Array(text.utf8)) }
        try Files.write("\(output)/mine", Array("keep".utf8))
        try write(published, to: output)
        for (path, text) in staged { try Files.write("\(output)/.report/stage/\(path)", Array(text.utf8)) }
        try write(staged + [("b/c", "2")], to: "\(output)/.report/stage")
        try Files.write("\(output)/.report/journal", journal)
      }
      let isDone = (try? Journal.finish(in: output, key: nil, mayChangeSigner: false, jobs: 1)) == true
      expectNoError("the site cannot be looked at") {
        expect(try Files.read("\(output)/mine") == Array("keep".utf8), "somebody's own file is touched")
        expect(try Files.read("\(folder)/mine-\(journal.count)") == Array("keep".utf8), "a file outside is touched")
        let text = try Files.read("\(output)/a") ?? []
        expect(text == Array("1".utf8) || text == Array("3".utf8), "a is neither old nor new")
        expect(try Files.kind("\(output)/.report/journal") == nil || !isDone, "the journal stays")
        try Files.remove("\(folder)/mine-\(journal.count)")
      }
    }

    private func write(_ files: [(String, String)], to folder: String) throws {
      let sums = Checksums(Dictionary(uniqueKeysWithValues: files.map { ($0, SHA256Digest(of: Array($1.utf8))) })).bytes
      try Files.write("\(folder)/\(Checksums.file)", sums)
      let manifest = "{\"tool\":\"report\",\"sha256sums\":\"\(SHA256Digest(of: sums).hexadecimal)\"}\n"
      try Files.write("\(folder)/\(Manifest.file)", Array(manifest.utf8))
    }
  }
}
