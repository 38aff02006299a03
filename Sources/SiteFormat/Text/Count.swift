/// How many there are of something, as records and manifests say it.
package enum Count {
  /// What can still be added up, however many there are: somebody may have edited the file.
  package static let limit = 1_000_000_000_000

  /// Nil for what is no count.
  package static func read(_ digits: some StringProtocol) -> Int? {
    guard let count = Int(digits), (0...limit).contains(count) else { return nil }
    return count
  }
}
