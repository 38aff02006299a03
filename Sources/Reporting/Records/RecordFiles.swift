import Billing
import Publishing

/// The records of documents that were written together, in order.
struct RecordRun: Sendable {
  struct Part {
    var number: String
    var month: Month
    /// How many bytes of `bytes` are its own.
    var length: Int
  }

  var parts: [Part] = []
  var bytes: [UInt8] = []
}

/// Writes the record files, month by month, while documents are still being written: only one month is in memory.
struct RecordFiles: Sendable {
  /// How many of this run's documents are new, and how many are not what they were.
  private(set) var changes = (new: 0, updated: 0)

  private let published: PublishedRecords
  private let publication: Publication
  /// The documents of this run that were published before, with the month they were filed under.
  private let former: [String: Month]
  private var month: Month?
  private var parts: [RecordRun.Part] = []
  private var bytes: [UInt8] = []

  /// - Parameter former: the documents of this run that were published before, with the month they were filed under.
  init(_ published: PublishedRecords, former: [String: Month], _ publication: Publication) {
    self.published = published
    self.former = former
    self.publication = publication
  }

  /// Takes the next records, in the order of months and numbers.
  mutating func add(_ run: RecordRun) throws {
    var start = 0
    for part in run.parts {
      if part.month != month { try close() }
      month = part.month
      parts.append(part)
      bytes += run.bytes[start..<start + part.length]
      start += part.length
    }
  }

  /// Writes what is left: the last month, and months that documents moved away from.
  ///
  /// - Parameter months: those that `add` was given documents of.
  mutating func finish(months: Set<Month>) throws {
    try close()
    for left in Set(former.values).subtracting(months).sorted() {
      month = left
      try close()
    }
  }

  /// Puts the month's records together with published ones that this run has no document for: a document that vanished
  /// from the exports stays.
  private mutating func close() throws {
    guard let month else { return }
    var file: [UInt8] = []
    file.reserveCapacity(bytes.count)
    var kept = try published.lines(of: month)[...]
    var start = 0
    for part in parts {
      let line = bytes[start..<start + part.length]
      start += part.length
      var state: Bool?
      while let next = kept.first, !precedes(part.number, next.number) {
        if former[next.number] == nil { file += next.line }
        if next.number == part.number { state = next.line == line }
        kept.removeFirst()
      }
      switch state ?? (former[part.number] == nil ? nil : false) {
      case nil: changes.new += 1
      case true?: break
      case false?: changes.updated += 1
      }
      file += line
    }
    for next in kept where former[next.number] == nil { file += next.line }
    try publication.write(PublishedRecords.file(of: month), file)
    self.month = nil
    parts.removeAll(keepingCapacity: true)
    bytes.removeAll(keepingCapacity: true)
  }
}
