import Testing

@testable import Exports

@Suite("JSON values")
struct JSONValueTests {
  @Test func everyKind() throws {
    let value = try JSONValue(parsing: #" {"b": [1.0, -0, 1e5, true, false, null], "a": "x\n", "": {}} "#)
    #expect(
      value
        == .object([
          ("b", .array([.number("1.0"), .number("-0"), .number("1e5"), .bool(true), .bool(false), .null])),
          ("a", .string("x\n")), ("", .object([])),
        ]))
  }

  @Test func errorsHaveAPlace() {
    #expect(throws: JSONSyntaxError(line: 2, column: 2, message: "here a value must stand")) {
      try JSONValue(parsing: "[1,\n é]")
    }
    #expect(throws: JSONSyntaxError(line: 1, column: 1, message: "the text ends in the middle of a value")) {
      try JSONValue(parsing: "")
    }
    #expect(throws: JSONSyntaxError(line: 1, column: 9, message: "the key “k” stands twice in one object")) {
      try JSONValue(parsing: #"{"k": 1,"k": 1}"#)
    }
  }

  @Test func manyKeys() throws {
    let members = (0..<5000).map { "\"key \($0)\": \($0)" }
    #expect(throws: Never.self) { try JSONValue(parsing: "{\(members.joined(separator: ", "))}") }
    #expect(throws: JSONSyntaxError.self) {
      try JSONValue(parsing: "{\((members + ["\"key 77\": 1"]).joined(separator: ", "))}")
    }
  }
}
