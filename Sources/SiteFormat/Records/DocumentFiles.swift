import Billing
import Paths
import Publishing

/// Lines about documents that were written together, in order: records, or issued content.
package struct LineRun: Sendable {
  package struct Part {
    package var number: Identifier
    package var month: Month
    /// How many bytes of `bytes` are its own.
    package var length: Int

    package init(number: Identifier, month: Month, length: Int) {
      self.number = number
      self.month = month
      self.length = length
    }
  }

  package var parts: [Part] = []
  package var bytes: [UInt8] = []

  package init(parts: [Part] = [], bytes: [UInt8] = []) {
    self.parts = parts
    self.bytes = bytes
  }
}

/// Writes the files that hold a line a document, month by month, while documents are still being written: only one month
/// is in memory.
package struct DocumentFiles: Sendable {
  /// What one thread has to say about the documents it wrote.
  package struct Lines: Sendable {
    package var records: LineRun
    /// Content that is issued now.
    package var issued: LineRun
    /// Content that it replaces.
    package var replaced: LineRun
    /// Content of what is not issued yet.
    package var drafts: LineRun

    package init(records: LineRun, issued: LineRun, replaced: LineRun, drafts: LineRun) {
      self.records = records
      self.issued = issued
      self.replaced = replaced
      self.drafts = drafts
    }
  }

  package private(set) var records: MonthlyFile
  private var issued: MonthlyFile
  private var replaced: MonthlyFile
  private var drafts: MonthlyFile

  /// - Parameters:
  ///   - leaving: documents that are not filed where they were any more, by the month they were filed under.
  ///   - settled: those that are not drafts any more.
  package init(
    _ output: OutputFolder, leaving: [Month: Set<Identifier>], settled: [Month: Set<Identifier>],
    _ publication: Publication
  ) {
    records = MonthlyFile(SiteLayout.records, output, leaving: leaving, publication)
    issued = MonthlyFile(SiteLayout.issued, output, leaving: leaving, publication)
    replaced = MonthlyFile(SiteLayout.reissued, output, leaving: [:], publication, keepsFormer: true)
    drafts = MonthlyFile(SiteLayout.unissued, output, leaving: settled, publication)
  }

  /// Takes the next lines, in the order of months and numbers.
  package mutating func add(_ lines: Lines) throws {
    try records.add(lines.records)
    try issued.add(lines.issued)
    try replaced.add(lines.replaced)
    try drafts.add(lines.drafts)
  }

  /// Writes what is left.
  package mutating func finish() throws {
    try records.finish()
    try issued.finish()
    try replaced.finish()
    try drafts.finish()
  }
}

/// The files of one folder, a month each, by number within.
package struct MonthlyFile: Sendable {
  /// A document whose line is another now.
  package struct Update: Sendable {
    package var month: Month
    package var before: ArraySlice<UInt8>
    package var after: ArraySlice<UInt8>
  }

  /// The numbers of documents that had no line.
  package private(set) var new: [Identifier] = []
  package private(set) var updates: [Update] = []

  private let folder: String
  private let output: OutputFolder
  private let publication: Publication
  private var leaving: [Month: Set<Identifier>]
  private let moved: Set<Identifier>
  /// A document may have several lines: the former ones stay.
  private let keepsFormer: Bool
  private var month: Month?
  private var parts: [LineRun.Part] = []
  private var bytes: [UInt8] = []

  package init(
    _ folder: String, _ output: OutputFolder, leaving: [Month: Set<Identifier>], _ publication: Publication,
    keepsFormer: Bool = false
  ) {
    self.folder = folder
    self.output = output
    self.leaving = leaving
    self.publication = publication
    self.keepsFormer = keepsFormer
    moved = leaving.values.reduce(into: []) { $0.formUnion($1) }
  }

  package mutating func add(_ run: LineRun) throws {
    var start = 0
    for part in run.parts {
      if part.month != month { try close() }
      month = part.month
      parts.append(part)
      bytes += run.bytes[start..<start + part.length]
      start += part.length
    }
  }

  package mutating func finish() throws {
    try close()
    for month in leaving.keys.sorted() {
      self.month = month
      try close()
    }
  }

  /// Puts the month's lines together with those of the documents that this run says nothing new about.
  private mutating func close() throws {
    guard let month else { return }
    let path = SiteLayout.lines(in: folder, of: month)
    let left = leaving.removeValue(forKey: month) ?? []
    let former = try DocumentLine.all(in: path, of: output)
    var file: [UInt8] = []
    file.reserveCapacity(bytes.count)
    var kept = former.filter { !left.contains($0.number) }[...]
    var start = 0
    for part in parts {
      let line = bytes[start..<start + part.length]
      start += part.length
      var before: ArraySlice<UInt8>?
      while let next = kept.first, part.number >= next.number {
        if keepsFormer || next.number != part.number { file += next.bytes } else { before = next.bytes }
        kept.removeFirst()
      }
      if let before {
        if before != line { updates.append(Update(month: month, before: before, after: line)) }
      } else if !moved.contains(part.number) {
        new.append(part.number)
      }
      file += line
    }
    for next in kept { file += next.bytes }
    if !file.isEmpty { try publication.write(path, file) } else { try publication.remove(path) }
    self.month = nil
    parts.removeAll(keepingCapacity: true)
    bytes.removeAll(keepingCapacity: true)
  }
}
