import Testing

/// The whole help of each subcommand: what finance reads first.
@Suite("Help")
struct HelpTests {
  @Test func check() throws {
    let text =
      #"""
      OVERVIEW: Validates and reconciles the exports, and writes nothing.

      Ends with 0 where every figure ties and there is nothing to look at, with 1
      where there is, or where no document is of the period, and with 65 where rows
      cannot be read. Warnings that the last published run printed already are only
      counted.

      USAGE: report check --period <period> [--exports <folder>] [--output <folder>] [--templates <folder>] [--config <file>] [--as-of <yyyy-mm-dd>] [--jobs <count>] [--workspace <id> ...] [--json] [--quiet] [--no-progress]

      OPTIONS:
        --period <period>       The months to bill: 2024-05, 2024-Q2, 2024,
                                2024-01..2024-06 or all.
        --exports <folder>      The folder with the exports. (default: exports)
        --output <folder>       The folder to publish to. (default: output)
        --templates <folder>    The folder with the templates. (default: templates)
        --config <file>         The configuration (default: report.yml, where there
                                is one).
        --as-of <yyyy-mm-dd>    The day whose state is shown; what is dated later
                                does not count yet (default: today, UTC).
        --jobs <count>          How many threads to work with, up to one per core
                                (default: all cores).
        --workspace <id>        Touch this workspace alone; may be given several
                                times.
        --json                  Print the summary as one JSON object.
        -q, --quiet             Print errors only.
        --no-progress           Show no progress bar, on a terminal either.
        --version               Show the version.
        -h, --help              Show help information.


      """#
    #expect(try Workshop().run("check", "--help") == Outcome(code: 0, stdout: text, stderr: ""))
  }

  @Test func refresh() throws {
    let text =
      #"""
      OVERVIEW: Re-evaluates every period that has records or exports, and prints
      what changed.

      New payments, credit notes and invoices, and what the day changes: an invoice
      falls due. What changed is kept under finance/changes, too. Last month's
      exports may be gone: what was issued and paid is kept in the output.

      USAGE: report refresh <options>

      OPTIONS:
        --exports <folder>      The folder with the exports. (default: exports)
        --output <folder>       The folder to publish to. (default: output)
        --templates <folder>    The folder with the templates. (default: templates)
        --config <file>         The configuration (default: report.yml, where there
                                is one).
        --as-of <yyyy-mm-dd>    The day whose state is shown; what is dated later
                                does not count yet (default: today, UTC).
        --jobs <count>          How many threads to work with, up to one per core
                                (default: all cores).
        --workspace <id>        Touch this workspace alone; may be given several
                                times.
        --hold <number>         Publish all but this document; may be given several
                                times.
        --reissue <reason>      Issue documents of the period again whose words
                                changed, never figures, tax, dates or currency, and
                                say why.
        --sign <file>           Sign the manifest with this private key, as report
                                keygen makes it. A signed site goes on with its key
                                alone.
        --adopt                 Sign a site that was not signed, or that another key
                                signed.
        --unsign                Go on from a signed site without a signature; the
                                history says so.
        --since <manifest>      Go on only from a site that goes on from this
                                manifest, which was kept: a file, or its SHA-256.
        --json                  Print the summary as one JSON object.
        -q, --quiet             Print errors only.
        --no-progress           Show no progress bar, on a terminal either.
        --version               Show the version.
        -h, --help              Show help information.


      """#
    #expect(try Workshop().run("refresh", "--help") == Outcome(code: 0, stdout: text, stderr: ""))
  }

  @Test func withdraw() throws {
    let text =
      #"""
      OVERVIEW: Takes back documents that were published by mistake and never sent.

      Their pages leave the site; what was withdrawn is kept under finance/withdrawn,
      with the reason. What was sent is corrected by a credit note and a new number
      instead. No exports are read: where they still hold the document, the next run
      publishes it anew.

      USAGE: report withdraw [<options>] <number> ... --reason <text>

      ARGUMENTS:
        <number>                The numbers of the documents.

      OPTIONS:
        --reason <text>         Why they are taken back; it is kept with them.
        --output <folder>       The folder to publish to. (default: output)
        --templates <folder>    The folder with the templates. (default: templates)
        --config <file>         The configuration (default: report.yml, where there
                                is one).
        --as-of <yyyy-mm-dd>    The day whose state is shown; what is dated later
                                does not count yet (default: today, UTC).
        --jobs <count>          How many threads to work with, up to one per core
                                (default: all cores).
        --sign <file>           Sign the manifest with this private key, as report
                                keygen makes it. A signed site goes on with its key
                                alone.
        --adopt                 Sign a site that was not signed, or that another key
                                signed.
        --unsign                Go on from a signed site without a signature; the
                                history says so.
        --since <manifest>      Go on only from a site that goes on from this
                                manifest, which was kept: a file, or its SHA-256.
        --json                  Print the summary as one JSON object.
        -q, --quiet             Print errors only.
        --no-progress           Show no progress bar, on a terminal either.
        --version               Show the version.
        -h, --help              Show help information.


      """#
    #expect(try Workshop().run("withdraw", "--help") == Outcome(code: 0, stdout: text, stderr: ""))
  }

  @Test func archive() throws {
    let text =
      #"""
      OVERVIEW: Packs what is published of a period into zips, per workspace and
      overall.

      Reads the site alone: no exports and no templates. Each month gets
      archive/2024-05.zip for finance, and archive/2024-05/<workspace>.zip with
      nothing of any other workspace; both are read by their index.html. The same
      site gives the same zips, to the byte. Ends with 1 where no document is of the
      period. A file that is not as it was published stops the run, and nothing is
      written.

      USAGE: report archive --period <period> [--output <folder>] [--archive <folder>] [--workspace <id> ...] [--with-exports] [--exports <folder>] [--jobs <count>] [--json] [--quiet] [--no-progress]

      OPTIONS:
        --period <period>       The months to archive: 2024-05, 2024-Q2, 2024,
                                2024-01..2024-06 or all.
        --output <folder>       The site to archive. (default: output)
        --archive <folder>      The folder for the zips (default: archive, beside the
                                site).
        --workspace <id>        Archive this workspace alone; may be given several
                                times.
        --with-exports          Pack the exports that the site was made from with
                                each whole month.
        --exports <folder>      The folder with the exports, for --with-exports.
                                (default: exports)
        --jobs <count>          How many threads to work with, up to one per core
                                (default: all cores).
        --json                  Print the summary as one JSON object.
        -q, --quiet             Print errors only.
        --no-progress           Show no progress bar, on a terminal either.
        --version               Show the version.
        -h, --help              Show help information.


      """#
    #expect(try Workshop().run("archive", "--help") == Outcome(code: 0, stdout: text, stderr: ""))
  }

  @Test func verify() throws {
    let text =
      #"""
      OVERVIEW: Checks a published folder: hashes, records, pages, links.

      Reads the folder alone: no exports, templates or configuration, and nothing
      from the network. Ends with 0 where everything agrees, with 1 where something
      does not, and with 66 where there is no site.

      USAGE: report verify [<folder>] [--key <file>] [--since <manifest>] [--against <folder>] [--config <file>] [--jobs <count>] [--json] [--quiet] [--no-progress]

      ARGUMENTS:
        <folder>                The folder to verify. (default: output)

      OPTIONS:
        --key <file>            Check the signature with this public key; a site
                                without one is reported.
        --since <manifest>      Report a site that does not go on from this manifest,
                                which was kept: a file, or its SHA-256.
        --against <folder>      Work everything out anew from these exports, and
                                report every record that says otherwise.
        --config <file>         The configuration for --against (default: report.yml,
                                where there is one).
        --jobs <count>          How many threads to work with, up to one per core
                                (default: all cores).
        --json                  Print the summary as one JSON object.
        -q, --quiet             Print errors only.
        --no-progress           Show no progress bar, on a terminal either.
        --version               Show the version.
        -h, --help              Show help information.


      """#
    #expect(try Workshop().run("verify", "--help") == Outcome(code: 0, stdout: text, stderr: ""))
  }

  @Test func keygen() throws {
    let text =
      #"""
      OVERVIEW: Makes a pair of keys to sign sites with and to verify them.

      The private key (Ed25519, PKCS#8 PEM) is for --sign and stays secret. The
      public key, beside it and ending in .pub, is for verify --key and for OpenSSL.
      A file that exists is never overwritten.

      USAGE: report keygen [<path>] [--quiet]

      ARGUMENTS:
        <path>                  Where to write the private key. (default: report.key)

      OPTIONS:
        -q, --quiet             Print errors only.
        --version               Show the version.
        -h, --help              Show help information.


      """#
    #expect(try Workshop().run("keygen", "--help") == Outcome(code: 0, stdout: text, stderr: ""))
  }
}
