import Crypto

/// The secret that gives folders names nobody can guess: without it, a customer's folder cannot be told from its id.
public struct LinkSecret: Sendable {
  /// A shorter one could be found by trying.
  public static let leastBytes = 16

  private let key: SymmetricKey

  /// Nil where it is too short.
  public init?(_ bytes: [UInt8]) {
    guard bytes.count >= Self.leastBytes else { return nil }
    key = SymmetricKey(data: bytes)
  }

  /// 128 bits of the HMAC-SHA256 (RFC 2104) of an id, as 32 lower-case digits: always the same for the same secret.
  public func name(of id: String) -> String {
    let code = HMAC<SHA256>.authenticationCode(for: Array(id.utf8), using: key)
    return Hexadecimal.text(code.prefix(16))
  }
}
