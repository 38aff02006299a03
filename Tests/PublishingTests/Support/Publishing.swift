import Paths

@testable import Publishing

extension Manifest {
  static let ofTests = ofTests(after: .none)

  static func ofTests(after history: RunHistory) -> Manifest {
    Manifest(run: Array("\"period\":\"all\"".utf8), after: history, entry: Array("\"period\":\"all\"".utf8))
  }
}

extension TemporaryFolder {
  /// Of the site in `output`, whose lines are those of `Manifest.ofTests`.
  var history: RunHistory {
    let bytes = Array((read("output/\(SiteLayout.history)") ?? "").utf8)
    let lines = bytes.split(separator: UInt8(ascii: "\n"))
    let former = lines.last.flatMap { SHA256Digest(hexadecimal: $0.dropLast(2).suffix(64)) }
    return RunHistory(bytes: bytes, runs: lines.count, former: former)
  }

  /// Publishes some files to `output`.
  @discardableResult
  func publish(_ files: [(path: String, text: String)]) throws -> Publication.Counts {
    let publication = try Publication(to: "\(path)/output")
    do {
      for file in files { try publication.write(file.path, Array(file.text.utf8)) }
    } catch {
      publication.discard()
      throw error
    }
    return try publication.publish(.ofTests(after: history))
  }
}
