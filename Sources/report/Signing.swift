import ArgumentParser
import Publishing
import Reporting
import SiteFormat

/// The options about the signature of a site and about what it goes on from, the same for all commands that publish.
struct Signing: ParsableArguments {
  @Option(
    name: .customLong("sign"),
    help: ArgumentHelp(
      "Sign the manifest with this private key, as report keygen makes it. A signed site goes on with its key alone.",
      valueName: "file"))
  var path: String?

  @Flag(help: "Sign a site that was not signed, or that another key signed.")
  var adopt = false

  @Flag(help: "Go on from a signed site without a signature; the history says so.")
  var unsign = false

  @Option(
    help: ArgumentHelp(
      "Go on only from a site that goes on from this manifest, which was kept: a file, or its SHA-256.",
      valueName: "manifest"))
  var since: String?

  func validate() throws {
    if adopt, path == nil { throw ValidationError("--adopt goes with --sign: name the key that is to sign the site.") }
    if unsign, path != nil { throw ValidationError("--unsign and --sign exclude each other.") }
  }

  /// Read before anything else is done: a run that could not be signed in the end does not begin.
  func apply(to options: inout Options, _ display: Display) throws {
    try display.reporting {
      if let path { options.signing = .sign(try SigningKey(file: path), adopts: adopt) }
      if unsign { options.signing = .remove }
      options.since = try since.map { try KeptManifest($0) }
    }
  }
}
