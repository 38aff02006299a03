import Billing
import Diagnostics
import Paths
import Publishing
import SiteFormat
import Threads

/// The issued contents of a site, each held against its record: what a customer was sent stays what it was.
struct IssuedContents: Sendable {
  /// What is left to be looked at of a line.
  private struct Content: Sendable {
    var number: Identifier
    var place: Place
    var sha256: String
    var formerSHA256: String?
    var prices: BillingPolicy.Prices
  }

  /// Whether the prices of each document contain its tax; nil where that is not known.
  private let prices: [BillingPolicy.Prices?]

  func prices(of record: Int) -> BillingPolicy.Prices? { prices[record] }

  /// The files of a site that hold contents.
  static func paths(_ inventory: Inventory) -> [String] {
    (inventory.files(in: SiteLayout.issued) + inventory.files(in: SiteLayout.reissued)).filter {
      $0.hasSuffix(".jsonl")
    }
  }

  /// A site of a version that kept neither contents nor payments has nothing to check here.
  init(_ files: SiteFiles, _ records: SiteRecords, jobs: Int, _ tally: inout Tally) throws {
    var prices = [BillingPolicy.Prices?](repeating: nil, count: records.all.count)
    let paths = Self.paths(files.inventory)
    guard !paths.isEmpty || files.inventory.holds(SiteLayout.payments) else {
      self.prices = prices
      return
    }
    var places = [Place?](repeating: nil, count: records.all.count)
    var replaced: Set<String> = []
    var replacing: [Content] = []
    for path in paths {
      let isReplaced = path.hasPrefix(SiteLayout.reissued)
      for content in try Self.read(path, isReplaced ? nil : records, files, jobs: jobs, &tally) {
        if content.formerSHA256 != nil { replacing.append(content) }
        if isReplaced {
          replaced.insert(content.sha256)
        } else if let position = records.position(of: content.number) {
          if let first = places[position] {
            tally.findings.add(.issuedTwice(content.number, at: content.place, first))
          }
          places[position] = content.place
          prices[position] = content.prices
        }
      }
    }
    self.prices = prices
    for content in replacing where !replaced.contains(content.formerSHA256 ?? "") {
      tally.findings.add(.formerIsMissing(content.number, at: content.place))
    }
    for (record, place) in zip(records.all, places)
    where place == nil && !record.entry.status.isUnissued {
      tally.findings.add(.notIssued(record))
    }
  }

  /// - Parameter records: what the contents are held against; nil for those that were replaced.
  private static func read(
    _ path: String, _ records: SiteRecords?, _ files: SiteFiles, jobs: Int, _ tally: inout Tally
  ) throws -> [Content] {
    let lines = files.read(path, &tally)?.lines ?? []
    let parts = try Parallel.map(count: lines.count, jobs: jobs, chunk: 64) {
    } body: { range, _ in
      var contents: [Content] = []
      var findings = Findings()
      for index in range {
        let place = Place(file: path, line: index + 1)
        do {
          contents.append(try check(Array(lines[index]), at: place, records, &findings))
        } catch let flaw as JSONMembers.Flaw {
          findings.add(.unreadable("issued content", flaw, at: place))
        }
      }
      return (contents: contents, findings: findings)
    }
    for part in parts { tally.findings.add(part.findings) }
    return parts.flatMap(\.contents)
  }

  private static func check(
    _ bytes: [UInt8], at place: Place, _ records: SiteRecords?, _ findings: inout Findings
  ) throws(JSONMembers.Flaw) -> Content {
    let issued = try IssuedLine(bytes)
    let content = Content(
      number: issued.number, place: place, sha256: SHA256Digest(of: bytes).hexadecimal,
      formerSHA256: issued.formerSHA256, prices: issued.prices)
    for problem in issued.problems {
      findings.add(Finding(.figuresDiffer, at: place, "issued “\(issued.number)”: \(problem)", remedy: Remedy.restore))
    }
    guard let records else { return content }
    guard let record = records[issued.number] else {
      findings.add(.withoutRecord(issued.number, at: place))
      return content
    }
    var differences = issued.differences(from: record)
    if record.issuedSHA256 != content.sha256 { differences.append("issued_sha256") }
    if !differences.isEmpty { findings.add(.differs(record, differences, at: place)) }
    return content
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

  fileprivate static func withoutRecord(_ number: Identifier, at place: Place) -> Finding {
    Finding(
      .issuedDiffers, at: place, "“\(number)” was issued and has no record", because: reason, remedy: Remedy.restore)
  }

  fileprivate static func notIssued(_ record: SiteRecord) -> Finding {
    Finding(
      .issuedDiffers, at: SiteRecords.place(record),
      "“\(record.entry.number)” has no issued content, and is \(record.entry.status.rawValue)",
      because: "only drafts and scheduled documents have none", remedy: Remedy.restore)
  }

  fileprivate static func formerIsMissing(_ number: Identifier, at place: Place) -> Finding {
    Finding(
      .issuedDiffers, at: place, "what “\(number)” was issued with before is not in \(SiteLayout.reissued)/",
      because: "former versions stay readable", remedy: Remedy.restore)
  }

  fileprivate static func issuedTwice(_ number: Identifier, at place: Place, _ first: Place) -> Finding {
    Finding(
      .duplicateID, at: place, "“\(number)” was issued already, in \(first)",
      because: "a number stands for one document",
      remedy: Remedy.restore)
  }
}
