extension Publication {
  /// Signs the manifest that is about to be published. Without a key, the signature of a former manifest is removed: it
  /// would say that this one is a forgery.
  func sign(_ manifest: [UInt8]) throws(PublishingError) {
    if let key {
      try write(Manifest.signature, key.signature(of: manifest))
    } else {
      try remove(Manifest.signature)
    }
  }

  /// Whether the published manifest bears the signature that this run would give it, or none.
  func isSigned(_ manifest: [UInt8]) throws(PublishingError) -> Bool {
    guard let key else { return try Files.kind("\(output)/\(Manifest.signature)") == nil }
    return try Files.read("\(output)/\(Manifest.signature)") == key.signature(of: manifest)
  }
}
