import Foundation
import TestSupport
import Testing

@testable import Exports

/// Manifests of providers name the parts of an export, and all of them must be there.
@Suite("Manifests of providers")
struct PartListTests {
  private static func messages(_ files: [String: String]) throws -> [String] {
    let fixture = try ExportFolderTests.Fixture(files.merging(["invoices.csv": "a"]) { $1 })
    return try fixture.files().findings.filter { $0.severity != .note }.map {
      "\($0.place?.file.dropFirst(fixture.path.count + 1) ?? ""): \($0.message) [\($0.kind.rawValue)]"
    }
  }

  /// Each of these names `p/usage-1.csv.gz` and `p/usage-2.csv.gz`.
  static let manifests = [
    ("cur-Manifest.json", #"{"bucket": "b", "reportKeys": ["/p/usage-1.csv.gz", "/p/usage-2.csv.gz"]}"#),
    (
      "Manifest.json",
      #"{"dataFiles": ["s3://b/p/usage-1.csv.gz", "s3://b/p/usage-2.csv.gz"], "columns": [{"name": "a.b"}]}"#
    ),
    (
      "manifest.json",
      #"{"blobCount": 2, "blobs": [{"byteCount": 3, "blobName": "p/usage-1.csv.gz"}, {"blobName": "p/usage-2.csv.gz"}]}"#
    ),
    ("focus_manifest.json", #"{"files": [{"path": "p/usage-1.csv.gz"}, {"path": "p/usage-2.csv.gz"}]}"#),
    ("usage-manifest.json", #"{"entries": [{"url": "s3://b/p/usage-1.csv.gz"}, {"url": "s3://b/p/usage-2.csv.gz"}]}"#),
    (
      "x-manifest.json",
      #"{"manifest": {"files": ["https://h/p/usage-1.csv.gz?sig=a/b.c", "https://h/p/usage-2.csv.gz"]}}"#
    ),
  ]

  @Test(arguments: manifests)
  func missing(name: String, text: String) throws {
    #expect(
      try Self.messages(["m/\(name)": text, "usage-1.csv": "a"])
        == ["m/\(name): of 2 files that “\(name)” names, 1 is not there: “usage-2.csv.gz” [missing-part]"])
    #expect(
      try Self.messages(["m/\(name)": text])
        == [
          "m/\(name): of 2 files that “\(name)” names, 2 are not there: “usage-1.csv.gz”, “usage-2.csv.gz” [missing-part]"
        ])
    #expect(try Self.messages(["m/\(name)": text, "usage-1.csv": "a", "a/b/usage-2.csv": "b"]) == [])
  }

  /// Parts of one name are counted, and told apart by the folders they lie in.
  @Test func sameNames() throws {
    let manifests = [
      "may-Manifest.json": #"{"reportKeys": ["r/20240501/usage-1.csv"]}"#,
      "june-Manifest.json": #"{"reportKeys": ["r/20240601/usage-1.csv"]}"#,
      // A copy names the same part.
      "copy/june-Manifest.json": #"{"reportKeys": ["r/20240601/usage-1.csv"]}"#,
    ]
    #expect(
      try Self.messages(manifests.merging(["20240601/usage-1.csv": "a"]) { $1 })
        == ["may-Manifest.json: of 1 file that “may-Manifest.json” names, 1 is not there: “usage-1.csv” [missing-part]"]
    )
    #expect(try Self.messages(manifests.merging(["20240601/usage-1.csv": "a", "x/usage-1.csv": "b"]) { $1 }) == [])
  }

  /// A manifest that names no parts is only listed, and an export that is named like one is read.
  @Test func noParts() throws {
    for text in [
      "{}", "not JSON", #"{"files": 3}"#, #"{"version": "1", "files": []}"#, #"["a.csv"]"#, #"{"files": ["part"]}"#,
    ] {
      let fixture = try ExportFolderTests.Fixture(["manifest.json": text, "usage.csv": "a"])
      #expect(try fixture.files().findings.map(\.message) == ["no exports, and left alone: “manifest.json”"])
    }
    let fixture = try ExportFolderTests.Fixture(["usage-manifest.json": #"[{"service": "a"}]"#])
    #expect(try fixture.files().files.map(\.kind) == [.usage])
  }

  @Test func inZips() throws {
    let manifest = #"{"reportKeys": ["usage-1.csv", "usage-2.csv"]}"#
    let fixture = try ExportFolderTests.Fixture([:])
    try fixture.add("a.zip", zip([Zipped("r-Manifest.json", manifest), Zipped("usage-1.csv", "a")]))
    #expect(
      try fixture.files().findings.filter { $0.severity == .error }.map(\.message)
        == ["of 2 files that “r-Manifest.json” names, 1 is not there: “usage-2.csv”"])
    try fixture.add("b.zip", zip([Zipped("usage-2.csv", "b")]))
    #expect(try fixture.files().findings.filter { $0.severity == .error } == [])
  }
}
