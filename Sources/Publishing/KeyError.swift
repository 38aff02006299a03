import Diagnostics

/// Why a key cannot be used or made.
public enum KeyError: Error, Equatable, Sendable {
  case unreadable(path: String, reason: String)
  case notAKey(path: String, Flaw)
  /// Where a new key was to be written.
  case exists(path: String)
  case unwritable(path: String, reason: String)

  /// What was found in place of the key.
  public enum Flaw: Equatable, Sendable {
    case notPEM
    /// A folder, a pipe or a device.
    case notAFile(String)
    /// A block of another label than was looked for.
    case label(String)
    case otherAlgorithm
  }
}

extension KeyError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unreadable(let path, let reason):
      """
      the key \(VisibleText.of(path)) cannot be read: \(reason)
        fix: check the path and that you may read it; report keygen makes a new key
      """
    case .notAKey(let path, let flaw):
      """
      \(VisibleText.of(path)) is no key that can be used here: \(flaw.reason)
        fix: \(flaw.remedy)
      """
    case .exists(let path):
      """
      \(VisibleText.of(path)) exists, and a key is never overwritten: what it signed could not be checked any more
        fix: name another file
      """
    case .unwritable(let path, let reason):
      """
      the key \(VisibleText.of(path)) cannot be written: \(reason)
        fix: check that the folder exists, is writable and has room
      """
    }
  }
}

extension KeyError.Flaw {
  fileprivate var reason: String {
    switch self {
    case .notPEM: "it is not a PEM file"
    case .notAFile(let found): "it is \(found), not a regular file"
    case .label("PUBLIC KEY"): "it is a public key"
    case .label("PRIVATE KEY"): "it is a private key"
    case .label("ENCRYPTED PRIVATE KEY"): "it is protected by a passphrase"
    case .label(let label): "it holds “\(VisibleText.of(label))”"
    case .otherAlgorithm: "it is not an Ed25519 key"
    }
  }

  fileprivate var remedy: String {
    switch self {
    case .label("PUBLIC KEY"): "name the private key to sign with; the public key is for verify --key"
    case .label("PRIVATE KEY"): "name the public key to check with, which lies beside it and ends in .pub"
    case .label("ENCRYPTED PRIVATE KEY"): "write it without a passphrase: openssl pkey -in old.key -out new.key"
    case .notAFile: "name the file that holds the key"
    case .notPEM, .label, .otherAlgorithm:
      "make a pair with report keygen, or with openssl genpkey -algorithm ed25519"
    }
  }
}
