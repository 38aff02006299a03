import Crypto
import Glibc

/// The key that a site is signed with: Ed25519 (RFC 8032), in files that OpenSSL reads as well.
public struct SigningKey: Sendable {
  /// What stands before the 32 bytes of a private key in PKCS#8 (RFC 8410, section 7).
  private static let prefix: [UInt8] = [0x30, 46, 2, 1, 0, 0x30, 5, 6, 3, 0x2B, 0x65, 0x70, 4, 34, 4, 32]
  private static let label = "PRIVATE KEY"
  static let signatureBytes = 64

  private let key: Curve25519.Signing.PrivateKey

  /// Reads a private key from a PKCS#8 PEM file.
  public init(file path: String) throws(KeyError) {
    guard let block = PEM(parsing: try KeyFile.read(path)) else { throw .notAKey(path: path, .notPEM) }
    guard block.label == Self.label else { throw .notAKey(path: path, .label(block.label)) }
    guard block.bytes.starts(with: Self.prefix), block.bytes.count == Self.prefix.count + 32,
      let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: block.bytes[Self.prefix.count...])
    else { throw .notAKey(path: path, .otherAlgorithm) }
    self.key = key
  }

  private init() { key = Curve25519.Signing.PrivateKey() }

  /// Makes a new pair: the private key at `path`, for its owner's eyes only, and the public key beside it. Neither file
  /// may be there already; but a private key alone, as a run that was interrupted leaves it, gets its public half.
  ///
  /// - Returns: where the public key is.
  @discardableResult
  public static func create(at path: String) throws(KeyError) -> String {
    if let site = try? ForeignPlaces.site(around: Files.resolved(path)) {
      throw .unwritable(path: path, reason: "it would be published with the site \(site)")
    }
    let publicPath = "\(path).pub"
    if (try? Files.kind(path)) != nil {
      guard (try? Files.kind(publicPath)) == nil, let key = try? SigningKey(file: path) else {
        throw .exists(path: path)
      }
      try KeyFile.write(publicPath, key.publicKey.pem.text, 0o644)
      return publicPath
    }
    // Looked at first: it may be that of a private key that is kept elsewhere.
    if (try? Files.kind(publicPath)) != nil { throw .exists(path: publicPath) }
    let new = SigningKey()
    try KeyFile.write(path, new.pem.text, 0o600)
    do throws(KeyError) {
      try KeyFile.write(publicPath, new.publicKey.pem.text, 0o644)
    } catch {
      // A new key that nothing was signed with is of no use to anybody.
      unlink(path)
      throw error
    }
    return publicPath
  }

  /// As many bytes as every signature has, always the same for the same key and bytes.
  func signature(of bytes: [UInt8]) throws(PublishingError) -> [UInt8] {
    do {
      return Array(try key.signature(for: bytes))
    } catch {
      throw .inputOutput(path: Manifest.signature, operation: "sign", reason: "\(error)")
    }
  }

  public var publicKey: PublicKey { PublicKey(key.publicKey) }

  private var pem: PEM { PEM(label: Self.label, bytes: Self.prefix + key.rawRepresentation) }
}

/// The key that a signature is checked with, as a SPKI PEM file.
public struct PublicKey: Sendable {
  /// What stands before the 32 bytes of a public key (RFC 8410, section 4).
  private static let prefix: [UInt8] = [0x30, 42, 0x30, 5, 6, 3, 0x2B, 0x65, 0x70, 3, 33, 0]
  private static let label = "PUBLIC KEY"

  private let key: Curve25519.Signing.PublicKey

  fileprivate init(_ key: Curve25519.Signing.PublicKey) { self.key = key }

  public init(file path: String) throws(KeyError) {
    guard let block = PEM(parsing: try KeyFile.read(path)) else { throw .notAKey(path: path, .notPEM) }
    guard block.label == Self.label else { throw .notAKey(path: path, .label(block.label)) }
    guard block.bytes.starts(with: Self.prefix), block.bytes.count == Self.prefix.count + 32,
      let key = try? Curve25519.Signing.PublicKey(rawRepresentation: block.bytes[Self.prefix.count...])
    else { throw .notAKey(path: path, .otherAlgorithm) }
    self.key = key
  }

  /// Whether a signature is that of the private key for these bytes.
  public func isValid(_ signature: [UInt8], for bytes: [UInt8]) -> Bool {
    signature.count == SigningKey.signatureBytes && key.isValidSignature(signature, for: bytes)
  }

  /// Its 32 bytes as 64 lower-case digits: what a manifest says of who signs it.
  public var hexadecimal: String { Hexadecimal.text(key.rawRepresentation) }

  /// Nil for what is no key in that form.
  public init?(hexadecimal text: String) {
    guard let bytes = Hexadecimal.bytes(text),
      let key = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes)
    else { return nil }
    self.key = key
  }

  fileprivate var pem: PEM { PEM(label: Self.label, bytes: Self.prefix + key.rawRepresentation) }
}

extension PublicKey: Equatable {
  public static func == (a: PublicKey, b: PublicKey) -> Bool { a.key.rawRepresentation == b.key.rawRepresentation }
}
