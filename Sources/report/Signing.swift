import ArgumentParser
import Publishing

/// The option to sign what is published, the same for all commands that publish.
struct Signing: ParsableArguments {
  @Option(
    name: .customLong("sign"),
    help: ArgumentHelp(
      "Sign the manifest with this private key, as report keygen makes it.", valueName: "file"))
  var path: String?

  /// Read before anything else is done: a run that could not be signed in the end does not begin.
  func key(_ display: Display) throws -> SigningKey? {
    try display.reporting { try path.map { try SigningKey(file: $0) } }
  }

  /// Said where a signed site is published anew without a signature.
  static let removed =
    """
    warning: \(Manifest.signature) was removed: it signed the former manifest
      fix: run again with --sign to sign this one
    """
}
