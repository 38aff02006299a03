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
  /// may be there already.
  ///
  /// - Returns: where the public key is.
  @discardableResult
  public static func create(at path: String) throws(KeyError) -> String {
    if let site = try? ForeignPlaces.site(around: Files.resolved(path)) {
      throw .unwritable(path: path, reason: "it would be published with the site \(site)")
    }
    let new = SigningKey()
    let publicPath = "\(path).pub"
    // Looked at first, so that a key that lacks its public half gets no other's.
    for file in [path, publicPath] where (try? Files.kind(file)) != nil { throw .exists(path: file) }
    try KeyFile.write(path, new.pem.text, 0o600)
    do throws(KeyError) {
      try KeyFile.write(publicPath, new.publicKey.pem.text, 0o644)
    } catch {
      // Half a pair is of no use, and would be in the way of the next try.
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

  var publicKey: PublicKey { PublicKey(key.publicKey) }

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

  fileprivate var pem: PEM { PEM(label: Self.label, bytes: Self.prefix + key.rawRepresentation) }
}
