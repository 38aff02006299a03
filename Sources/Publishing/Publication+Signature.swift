extension Publication {
  /// Signs the manifest that is about to be published. Without a key, the signature of another manifest is removed: it
  /// would say that this one is a forgery.
  ///
  /// - Returns: whether one was removed.
  func sign(_ manifest: [UInt8], isNew: Bool) throws(PublishingError) -> Bool {
    if let key {
      try write(Manifest.signature, key.signature(of: manifest))
      return false
    }
    guard isNew, try Files.kind("\(output)/\(Manifest.signature)") != nil else { return false }
    remove(Manifest.signature)
    return true
  }

  /// Whether the published manifest bears the signature that a run with this key would give it.
  func isSigned(_ manifest: [UInt8]) throws(PublishingError) -> Bool {
    guard let key else { return true }
    return try Files.read("\(output)/\(Manifest.signature)") == key.signature(of: manifest)
  }
}
