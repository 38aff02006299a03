import Foundation
import TestSupport
import Testing

@testable import Exports

private let jsonTestSuite = Shared.folder("corpora/json-parsing/test_parsing")

@Suite("JSONTestSuite", .enabled(if: jsonTestSuite != nil, "the corpus json-parsing is not here"))
struct JSONTestSuiteTests {
  static let inputs = files(in: jsonTestSuite)

  /// Whether a text must be accepted; nil where either is right. Duplicate keys are refused on purpose.
  static func verdict(_ input: URL) -> Bool? {
    let name = input.lastPathComponent
    if name.hasPrefix("i_") { return nil }
    return name.hasPrefix("y_") && !name.hasPrefix("y_object_duplicated_key")
  }

  @Test func isThere() { #expect(Self.inputs.count == 318) }

  @Test(arguments: inputs)
  func wholeValue(_ input: URL) throws {
    let bytes = [UInt8](try Data(contentsOf: input))
    let value = try? JSONValue(parsing: bytes)
    if let verdict = Self.verdict(input) { #expect((value != nil) == verdict) }
  }

  /// The text as the value of a column that is not used, in a document and, where it is one line, in a line.
  @Test(arguments: inputs)
  func inAnExport(_ input: URL) throws {
    let bytes = [UInt8](try Data(contentsOf: input))
    let object = Array("{\"x\": ".utf8) + bytes + Array("}".utf8)
    let document = Array("[".utf8) + object + Array(", {}]".utf8)
    let accepts = Self.verdict(input)
    var first: Reading?
    for size in [1, 7, 64, 1 << 20] where size >= 64 || bytes.count < 10_000 {
      let reading = try read(document, .json, .plain("a"), blockSize: size)
      if let accepts { #expect(reading.findings.allSatisfy { $0.kind == .unknownColumn } == accepts) }
      if let first { #expect(reading == first) }
      first = reading
    }
    if !bytes.contains(0x0A) {
      let reading = try read(object, .jsonLines, .plain("a"))
      if let accepts { #expect(reading.findings.allSatisfy { $0.kind == .unknownColumn } == accepts) }
    }
  }
}
