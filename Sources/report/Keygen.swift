import ArgumentParser
import Diagnostics
import Publishing

/// `report keygen`: a key to sign sites with.
struct Keygen: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Makes a pair of keys to sign sites with and to verify them.",
    discussion: """
      The private key (Ed25519, PKCS#8 PEM) is for --sign and stays secret. The public key, beside it and ending in \
      .pub, is for verify --key and for OpenSSL. A file that exists is never overwritten.
      """)

  @Argument(help: ArgumentHelp("Where to write the private key.", valueName: "path"))
  var path = "report.key"

  @Flag(name: .shortAndLong, help: "Print errors only.")
  var quiet = false

  func validate() throws {
    if path.isEmpty { throw ValidationError("The path is empty; name a file.") }
  }

  func run() throws {
    let publicPath = try Failure.reporting { try SigningKey.create(at: path) }
    if quiet { return }
    try Console.output.write(
      """
      Wrote \(VisibleText.of(path)), the private key: keep it secret, and keep a copy of it.
      Wrote \(VisibleText.of(publicPath)), the public key: give it to whoever verifies the site.
      Next: publish with --sign \(VisibleText.of(path)), and verify with report verify --key \(VisibleText.of(publicPath)).

      """)
  }
}
