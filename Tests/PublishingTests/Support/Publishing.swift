@testable import Publishing

extension Manifest {
  static let ofTests = Manifest(run: Array("\"period\":\"all\"".utf8))
}

extension TemporaryFolder {
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
    return try publication.publish(.ofTests)
  }
}
