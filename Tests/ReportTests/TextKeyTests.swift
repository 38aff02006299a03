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
    "Archiving/LinkedFiles.swift": "paths, which no two files share by what they look like",
    "Archiving/MonthArchive.swift": "paths",
    "Archiving/ArchiveSummary.swift": "names of zips",
    "Verifying/SiteRecords.swift": "paths",
    "Verifying/DocumentList.swift": "paths",
    "Verifying/IssuedContents.swift": "paths",
    "Verifying/FolderChecks.swift": "paths",
    "Verifying/Inventory.swift": "paths",
    "Verifying/FileChecks.swift": "paths",
    "Verifying/SiteLinks.swift": "paths",
    "Ledger/Documents/DeclaredCheck.swift": "words for a status",
    "SiteFormat/Run/FormerRun.swift": "paths",
    "SiteFormat/Run/KnownFindings.swift": "keys of JSON",
    "Reporting/RunDescription.swift": "paths",
    "SiteWriter/Changes/FormatChange.swift": "words for a status or a flag",
    "Settings/ConfigurationReader.swift": "keys of report.yml",
    "SiteFormat/Issued/IssuedDifference.swift": "names of fields",
    "SiteFormat/Run/Past.swift": "paths",
    "SiteFormat/Run/KeptFiles.swift": "paths",
  ]

  @Test func areKnown() throws {
    let sources = Project.folder.appending(path: "Sources")
    let pattern = try Regex("\\[String: |Set<String>|Dictionary<String")
    for module in [
      "Billing", "Exports", "Settings", "SiteFormat", "Ledger", "SiteWriter", "Verifying", "Archiving", "Reporting",
    ] {
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
