import Exports
import Foundation

/// RFC 8259: where blocks end makes no difference, nor whether records have much in common, nor how they are set out;
/// what is a document here is one for Foundation as well.
enum JSONTarget {
  static func test(_ input: [UInt8]) {
    for format in [ExportFormat.json, .jsonLines] {
      let whole = Reading(input, as: format)
      expectEqual(Reading(input, as: format, isStrict: true), whole, "strictly")
      for blockSize in [1, 7, 64] {
        expectEqual(Reading(input, as: format, blockSize: blockSize), whole, "in blocks of \(blockSize)")
      }
    }
    guard let value = try? JSONValue(parsing: input) else { return }
    let text = Array(text(value).utf8)
    expectEqual(expectNoError("what was written cannot be read") { try JSONValue(parsing: text) }, value, "again")
    if !holdsLargeNumber(value) {
      _ = expectNoError("Foundation refuses it") {
        try JSONSerialization.jsonObject(with: Data(text), options: .fragmentsAllowed)
      }
    }
    guard case .array(let elements) = value else { return }
    let records = elements.filter { if case .object = $0 { true } else { false } }
    let lines = records.map { self.text($0) + "\n" }.joined()
    let array = self.text(.array(records))
    expectEqual(
      Reading(Array(lines.utf8), as: .jsonLines, recordLimit: 1 << 16).texts,
      Reading(Array(array.utf8), as: .json, recordLimit: 1 << 16).texts, "as lines and as an array")
  }

  /// Foundation turns numbers into binary ones, and refuses those that are beyond them.
  private static func holdsLargeNumber(_ value: JSONValue) -> Bool {
    switch value {
    case .null, .bool, .string: false
    case .number(let digits): digits.utf8.count > 15 || digits.utf8.contains { $0 | 0x20 == UInt8(ascii: "e") }
    case .array(let elements): elements.contains(where: holdsLargeNumber)
    case .object(let members): members.contains { holdsLargeNumber($0.value) }
    }
  }

  private static func text(_ value: JSONValue) -> String {
    switch value {
    case .null: "null"
    case .bool(let flag): "\(flag)"
    case .number(let digits): digits
    case .string(let text): quoted(text)
    case .array(let elements): "[" + elements.map(text).joined(separator: ",") + "]"
    case .object(let members): "{" + members.map { quoted($0.key) + ":" + text($0.value) }.joined(separator: ",") + "}"
    }
  }

  private static func quoted(_ text: String) -> String {
    let scalars = text.unicodeScalars.map { scalar in
      switch scalar {
      case "\"", "\\": "\\\(scalar)"
      case "\0"..<" ": "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
      default: String(scalar)
      }
    }
    return "\"" + scalars.joined() + "\""
  }
}
