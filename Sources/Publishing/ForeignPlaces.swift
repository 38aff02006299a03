/// What belongs to others: a site inside of which something would lie.
enum ForeignPlaces {
  /// The published site that a path lies in, below its root; nil where there is none.
  ///
  /// - Parameter path: from the root, without links.
  static func site(around path: String) throws(PublishingError) -> String? {
    var folder = path
    while folder != "/" {
      folder = Files.parent(folder)
      let sums = try Files.kind("\(folder)/\(Checksums.file)")
      if sums == .file, try Files.kind("\(folder)/\(Manifest.file)") == .file { return folder }
    }
    return nil
  }
}
