import Foundation
import Testing

/// Tables keyed by `String` take é written as one character and as two for the same key. What decides whose money it is
/// is keyed by `Identifier`; a new table of strings is to be looked at, and listed here if it holds no identifiers.
@Suite("Tables keyed by text")
struct TextKeyTests {
  /// What each file's tables of strings are keyed by.
  private static let known: [String: String] = [
    "Billing/Currency.swift": "codes of ISO 4217",
    "Exports/Records/ExportSchema.swift": "names of columns",
    "Exports/Records/ColumnSlips.swift": "names of columns",
    "Exports/Rows/RowReader.swift": "words of a fixed set",
    "Exports/Rows/InvoiceRows.swift": "words of a fixed set",
    "Exports/Rows/PaymentRows.swift": "words of a fixed set",
    "Reporting/Archive/EnclosedFiles.swift": "paths, which no two files share by what they look like",
    "Reporting/Archive/MonthArchive.swift": "paths",
    "Reporting/Archive/ArchiveSummary.swift": "names of zips",
    "Reporting/Verification/SiteRecords.swift": "paths",
    "Reporting/Verification/DocumentList.swift": "paths",
    "Reporting/Verification/IssuedContents.swift": "paths",
    "Reporting/Verification/FolderChecks.swift": "paths",
    "Reporting/Verification/Inventory.swift": "paths",
    "Reporting/Verification/FileChecks.swift": "paths",
    "Reporting/Verification/SiteLinks.swift": "paths",
    "Reporting/Ledger/DeclaredCheck.swift": "words for a status",
    "Reporting/Records/KnownFindings.swift": "keys of JSON",
    "Reporting/Records/RunDescription.swift": "paths",
    "Reporting/Changes/FormatChange.swift": "words for a status or a flag",
    "Reporting/Configuration/ConfigurationReader.swift": "keys of report.yml",
    "Reporting/Issued/IssuedDifference.swift": "names of fields",
    "Reporting/Past.swift": "paths",
    "Reporting/Records/KeptFiles.swift": "paths",
  ]

  @Test func areKnown() throws {
    let sources = Project.folder.appending(path: "Sources")
    let pattern = try Regex("\\[String: |Set<String>|Dictionary<String")
    for module in ["Billing", "Exports", "Reporting"] {
      let files = try #require(FileManager.default.enumerator(atPath: sources.appending(path: module).path))
      for case let file as String in files where file.hasSuffix(".swift") {
        let text = try String(contentsOf: sources.appending(path: "\(module)/\(file)"), encoding: .utf8)
        if text.contains(pattern), Self.known["\(module)/\(file)"] == nil {
          Issue.record("\(module)/\(file) has a table keyed by String: key it by Identifier, or list it here")
        }
      }
    }
  }
}
