import Foundation
import TestSupport
import Testing

@testable import Exports

private let csvSpectrum = Shared.folder("corpora/csv-spectrum")

@Suite("csv-spectrum", .enabled(if: csvSpectrum != nil, "the corpus csv-spectrum is not here"))
struct CSVSpectrumTests {
  static let inputs = files(in: csvSpectrum?.appending(path: "csvs"))

  @Test func isThere() { #expect(Self.inputs.count == 12) }

  @Test(arguments: inputs)
  func file(_ input: URL) throws {
    let bytes = [UInt8](try Data(contentsOf: input))
    let name = input.deletingPathExtension().lastPathComponent
    let header = String(decoding: bytes.prefix { $0 != 0x0A && $0 != 0x0D }, as: UTF8.self).split(separator: ",")
    let schema = ExportSchema(header.map { .init(String($0)) })
    for size in [1, 64, 1 << 20] {
      let reading = try read(bytes, .csv, schema, blockSize: size)
      if name == "location_coordinates" {
        #expect(reading.rows == [])
        #expect(reading.findings.map(\.kind) == [.csvSyntax])
        continue
      }
      #expect(reading.findings == [])
      let json = try Data(contentsOf: input.deletingLastPathComponent().appending(path: "../json/\(name).json"))
      let expected = try #require(try JSONSerialization.jsonObject(with: json) as? [[String: String]])
      let rows = reading.rows.map { row in
        Dictionary(uniqueKeysWithValues: zip(header.map(String.init), row.map(\.text)))
      }
      #expect(rows == expected)
    }
  }
}
