import Billing
import Exports
import Markdown
import Publishing

/// What the history of a site keeps of a run, beside its number and the hash of the manifest before.
package struct RunEntry: Sendable {
  /// What became of a signature that was there, or was not.
  package enum SignatureChange: String, Sendable {
    /// An unsigned site was signed, or one of another key.
    case adopted
    /// A signed site goes on without.
    case removed
  }

  package var asOf: Day
  package var period: PeriodSelection
  /// All documents of the site after the run.
  package var documents: Int
  package var new: Int
  /// Updated or issued again.
  package var changed: Int
  package var withdrawn: Int
  /// The public key of who signs; nil where nobody does.
  package var signer: String?
  package var signature: SignatureChange?

  package init(
    asOf: Day, period: PeriodSelection, documents: Int, new: Int, changed: Int, withdrawn: Int, signer: String? = nil,
    signature: SignatureChange? = nil
  ) {
    self.asOf = asOf
    self.period = period
    self.documents = documents
    self.new = new
    self.changed = changed
    self.withdrawn = withdrawn
    self.signer = signer
    self.signature = signature
  }

  /// As JSON members. Nothing in them tells which machine it was, or when.
  package var json: [UInt8] {
    let buffer = ByteBuffer()
    JSONText.members(buffer) { json in
      json.text("version", ToolVersion.current)
      json.text("as_of", asOf.description)
      json.text("period", period.description)
      json.number("documents", documents)
      json.number("new", new)
      json.number("changed", changed)
      json.number("withdrawn", withdrawn)
      json.text("signed_by", signer)
      json.text("signature", signature?.rawValue)
    }
    return buffer.bytes
  }
}

/// `finance/history.jsonl` as it is read to go on from it, or to be held against a manifest.
package struct KeptHistory: Sendable {
  /// A line that no run wrote there.
  package struct Flaw: Error {
    /// From 1.
    package var line: Int
    package var problem: String
  }

  package let history: RunHistory
  /// Of each run, the hash of the manifest that it went on from.
  let formers: [SHA256Digest?]
  package var runs: Int { history.runs }
  /// What the last line says.
  package let asOf: Day?
  package let documents: Int?
  package let signer: String?
  private let lines: [ArraySlice<UInt8>]

  /// Of a site without a history.
  package static let none = KeptHistory(history: .none, formers: [], asOf: nil, documents: nil, signer: nil, lines: [])

  private init(
    history: RunHistory, formers: [SHA256Digest?], asOf: Day?, documents: Int?, signer: String?,
    lines: [ArraySlice<UInt8>]
  ) {
    (self.history, self.formers, self.lines) = (history, formers, lines)
    (self.asOf, self.documents, self.signer) = (asOf, documents, signer)
  }

  package init(parsing bytes: [UInt8]) throws(Flaw) {
    lines = bytes.lines
    var formers: [SHA256Digest?] = []
    var last: (asOf: Day, documents: Int, signer: String?)?
    for (index, line) in lines.enumerated() {
      func flaw(_ problem: String) -> Flaw { Flaw(line: index + 1, problem: problem) }
      guard let json = try? JSONValue(parsing: Array(line)) else { throw flaw("it is no JSON object") }
      guard json["run"]?.whole == index + 1 else { throw flaw("it is not that of run \(index + 1)") }
      guard let asOf = json["as_of"]?.text.flatMap({ Day($0) }), let documents = json["documents"]?.whole else {
        throw flaw("as_of or documents is missing")
      }
      if let day = last?.asOf, asOf < day { throw flaw("as_of is \(asOf), and was \(day) before") }
      let former = json["former_manifest_sha256"]?.text
      let digest = former.flatMap { SHA256Digest(hexadecimal: $0.utf8) }
      // A site of a version without a history has a manifest before the first line.
      guard former == nil ? index == 0 : digest != nil else { throw flaw("former_manifest_sha256 is no hash") }
      let signer = json["signed_by"]?.text
      if let last, last.signer != signer, json["signature"]?.text.flatMap(RunEntry.SignatureChange.init) == nil {
        throw flaw("signed_by is another one, and nothing says that the signature was adopted or removed")
      }
      formers.append(digest)
      last = (asOf, documents, signer)
    }
    if bytes.last.map({ $0 != UInt8(ascii: "\n") }) ?? false {
      throw Flaw(line: lines.count, problem: "it has no end")
    }
    self.formers = formers
    asOf = last?.asOf
    documents = last?.documents
    signer = last?.signer
    history = RunHistory(bytes: bytes, runs: formers.count, former: formers.last ?? nil)
  }

  /// The hash of the history as it was after a run.
  package func digest(after run: Int) -> SHA256Digest {
    SHA256Digest(of: lines[..<run].flatMap { $0 + [UInt8(ascii: "\n")] })
  }
}
