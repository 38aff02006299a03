import Billing
import Diagnostics
import Publishing

/// The issued contents of a site, each held against its record: what a customer was sent stays what it was.
struct IssuedContents: Sendable {
  static let folder = "finance/issued"

  /// What one line says, for what comes after.
  private struct Line: Sendable {
    var record: Int
    var line: Int
    var prices: BillingPolicy.Prices
  }

  /// Whether the prices of each document contain its tax; nil where that is not known.
  private let prices: [BillingPolicy.Prices?]

  func prices(of record: Int) -> BillingPolicy.Prices? { prices[record] }

  /// The files of a site that hold contents.
  static func paths(_ inventory: Inventory) -> [String] {
    inventory.files(in: folder).filter { $0.hasSuffix(".jsonl") }
  }

  /// A site of a version that kept no contents has nothing to check here.
  init(_ files: SiteFiles, _ records: SiteRecords, jobs: Int, _ tally: inout Tally) throws {
    var prices = [BillingPolicy.Prices?](repeating: nil, count: records.all.count)
    let paths = Self.paths(files.inventory)
    guard !paths.isEmpty else {
      self.prices = prices
      return
    }
    var seen = [Place?](repeating: nil, count: records.all.count)
    for path in paths {
      guard let bytes = files.read(path, &tally) else { continue }
      let lines = bytes.lines
      let parts = try Parallel.map(count: lines.count, jobs: jobs, chunk: 64) {
      } body: { range, _ in
        Self.read(lines[range], from: range.lowerBound, of: path, records)
      }
      for part in parts {
        tally.findings.add(part.findings)
        for line in part.lines {
          let place = Place(file: path, line: line.line)
          prices[line.record] = line.prices
          if let first = seen[line.record] {
            tally.findings.add(.issuedTwice(records.all[line.record].entry.number, at: place, first))
          }
          seen[line.record] = place
        }
      }
    }
    self.prices = prices
    for (record, place) in zip(records.all, seen) where place == nil && record.entry.status != .draft {
      tally.findings.add(.notIssued(record))
    }
  }

  private static func read(
    _ lines: ArraySlice<ArraySlice<UInt8>>, from first: Int, of file: String, _ records: SiteRecords
  ) -> (lines: [Line], findings: Findings) {
    var read: [Line] = []
    var findings = Findings()
    for (index, line) in lines.enumerated() {
      let place = Place(file: file, line: first + index + 1)
      do {
        let bytes = Array(line)
        let issued = try IssuedLine(bytes)
        for problem in issued.problems {
          findings.add(
            Finding(.figuresDiffer, at: place, "issued “\(issued.number)”: \(problem)", remedy: Remedy.restore))
        }
        guard let position = records.position(of: issued.number) else {
          findings.add(.withoutRecord(issued.number, at: place))
          continue
        }
        let record = records.all[position]
        let digest = SHA256Digest(of: bytes).hexadecimal
        let differences = issued.differences(from: record) + (record.issuedSHA256 == digest ? [] : ["issued_sha256"])
        if !differences.isEmpty { findings.add(.differs(record, differences, at: place)) }
        read.append(Line(record: position, line: first + index + 1, prices: issued.prices))
      } catch {
        findings.add(.unreadable("issued content", error, at: place))
      }
    }
    return (read, findings)
  }
}

extension Finding {
  private static let reason = "what was issued is frozen; corrections take a credit note and a new number"

  fileprivate static func differs(_ record: SiteRecord, _ names: [String], at place: Place) -> Finding {
    Finding(
      .issuedDiffers, at: place,
      "the record of “\(record.entry.number)” (\(SiteRecords.place(record))) differs in \(names.joined(separator: ", "))",
      because: reason, remedy: Remedy.restore)
  }

  fileprivate static func withoutRecord(_ number: String, at place: Place) -> Finding {
    Finding(
      .issuedDiffers, at: place, "“\(number)” was issued and has no record", because: reason, remedy: Remedy.restore)
  }

  fileprivate static func notIssued(_ record: SiteRecord) -> Finding {
    Finding(
      .issuedDiffers, at: SiteRecords.place(record),
      "“\(record.entry.number)” has no issued content, and is \(record.entry.status.rawValue)",
      because: "only drafts have none", remedy: Remedy.restore)
  }

  fileprivate static func issuedTwice(_ number: String, at place: Place, _ first: Place) -> Finding {
    Finding(
      .duplicateID, at: place, "“\(number)” was issued already, in \(first)",
      because: "a number stands for one document",
      remedy: Remedy.restore)
  }
}
