import Glibc
import Paths
import Publishing

/// Where the secret of `publish.private_links` comes from: the environment first, then the file that the configuration names.
public enum PrivateLinks {
  static let variable = "REPORT_PRIVATE_LINKS_KEY"

  /// - Throws: `ConfigurationError` where one is needed and there is none, or one that can be guessed.
  public static func secret(_ configuration: Configuration, _ file: String?) throws -> LinkSecret? {
    guard configuration.privateLinks else { return nil }
    func problem(_ message: String) -> ConfigurationError {
      ConfigurationError(
        file: file ?? "report.yml",
        problems: [
          .init(
            line: nil, message: message,
            remedy: "set \(variable), or let publish.private_links_key name a file with at least "
              + "\(LinkSecret.leastBytes) random bytes, such as openssl rand -hex 32 makes")
        ])
    }
    let bytes: [UInt8]
    if let value = getenv(variable) {
      bytes = Array(String(cString: value).utf8)
    } else if let path = configuration.privateLinksKey {
      do {
        bytes = try SmallFile.read(path, atMost: SmallFile.longestKey)
      } catch {
        let reason = if case .call = error { "" } else { ": \(error.reason)" }
        throw problem("the secret of publish.private_links cannot be read from \(path)\(reason)")
      }
    } else {
      throw problem("publish.private_links needs a secret, and there is none")
    }
    // A line break at the end is the editor's.
    let trimmed = bytes.reversed().drop { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }.reversed()
    guard let secret = LinkSecret(Array(trimmed)) else {
      throw problem("the secret of publish.private_links is shorter than \(LinkSecret.leastBytes) bytes")
    }
    return secret
  }
}
