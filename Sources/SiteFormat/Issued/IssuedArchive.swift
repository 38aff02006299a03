import Billing
import Exports
import Paths
import Publishing
import Threads

/// The content of issued documents, as the output keeps it. A month is read when the first of its documents is asked for.
package final class IssuedArchive: Sendable {
  private struct MonthOfContent: Sendable {
    var lines: [Identifier: ArraySlice<UInt8>]
  }

  private let output: OutputFolder
  private let folder: String
  private let months = Locked<[Month: MonthOfContent]>([:])

  package init(_ output: OutputFolder, folder: String = SiteLayout.issued) {
    self.output = output
    self.folder = folder
  }

  package static func file(of month: Month) -> String { SiteLayout.lines(in: SiteLayout.issued, of: month) }

  /// The canonical line of a document without its newline; nil where none is kept.
  package func line(of number: Identifier, _ month: Month) throws -> ArraySlice<UInt8>? {
    try months.withLock { months in
      if let known = months[month] { return known.lines[number] }
      let lines = try DocumentLine.all(in: SiteLayout.lines(in: folder, of: month), of: output)
      let content = MonthOfContent(
        lines: Dictionary(lines.map { ($0.number, $0.bytes.dropLast()) }, uniquingKeysWith: { first, _ in first }))
      months[month] = content
      return content.lines[number]
    }
  }

  /// What a draft came to when it was last worked out; nil where nothing is kept of it.
  package func content(ofDraft number: Identifier, _ month: Month) throws -> IssuedContent? {
    guard let line = try line(of: number, month) else { return nil }
    guard let json = try? JSONValue(parsing: Array(line)), let content = IssuedContent(json) else {
      throw IssuedContentError(
        number: number, file: "\(output.path)/\(SiteLayout.lines(in: folder, of: month))",
        problem: "cannot be read by this version, in")
    }
    return content
  }

  /// What a document was issued with before it was issued again; nil where that is not kept.
  package static func replaced(
    _ number: Identifier, _ month: Month, _ sha256: String, in output: OutputFolder
  ) throws -> IssuedContent? {
    for line in try DocumentLine.all(in: SiteLayout.lines(in: SiteLayout.reissued, of: month), of: output)
    where line.number == number {
      let bytes = Array(line.bytes.dropLast())
      guard SHA256Digest(of: bytes).hexadecimal == sha256 else { continue }
      return (try? JSONValue(parsing: bytes)).flatMap { IssuedContent($0) }
    }
    return nil
  }

  /// The canonical line of a document that has to have one.
  ///
  /// - Throws: `IssuedContentError` where it is missing.
  package func kept(_ number: Identifier, _ month: Month) throws -> ArraySlice<UInt8> {
    if let line = try line(of: number, month) { return line }
    throw IssuedContentError(
      number: number, file: "\(output.path)/\(Self.file(of: month))", problem: "is missing from")
  }

  /// What a document was issued with.
  ///
  /// - Parameter digest: what its record says that the content hashes to.
  /// - Throws: `IssuedContentError` where the content is missing, is none, or is not what was issued.
  package func content(of number: Identifier, _ month: Month, _ digest: SHA256Digest) throws -> (
    IssuedContent, JSONValue
  ) {
    let line = try kept(number, month)
    let hash = line.withUnsafeBytes { SHA256Digest(of: $0) }
    guard hash == digest else {
      throw IssuedContentError(
        number: number, file: "\(output.path)/\(Self.file(of: month))", problem: "was changed since it was issued, in")
    }
    guard let json = try? JSONValue(parsing: Array(line)), let content = IssuedContent(json) else {
      throw IssuedContentError(
        number: number, file: "\(output.path)/\(Self.file(of: month))", problem: "cannot be read by this version, in")
    }
    return (content, json)
  }
}

/// Issued content that is not there any more as it was issued.
public struct IssuedContentError: Error, Sendable, CustomStringConvertible {
  package var number: Identifier
  package var file: String
  package var problem: String

  package init(number: Identifier, file: String, problem: String) {
    self.number = number
    self.file = file
    self.problem = problem
  }

  public var description: String {
    """
    the issued content of “\(number)” \(problem) \(file)
      fix: run report verify to see what else was changed, and restore the output from a backup
    """
  }
}
