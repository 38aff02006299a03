import Foundation

/// One line of a records file, its values as the text they are compared by.
struct Record {
  /// The month of the file it stands in.
  let period: String
  private let values: [String: String]

  init(line: String, period: String) throws {
    self.period = period
    guard let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] else {
      throw CocoaError(.fileReadCorruptFile)
    }
    values = object.mapValues(Self.text)
  }

  /// Empty for null; lists with spaces between their elements; objects as sorted JSON.
  subscript(key: String) -> String { values[key] ?? "(no \(key))" }

  private static func text(_ value: Any) -> String {
    switch value {
    case let text as String: text
    case is NSNull: ""
    case let list as [Any]: list.map(text).joined(separator: " ")
    case let number as NSNumber: "\(number)"
    default:
      (try? JSONSerialization.data(withJSONObject: value, options: .sortedKeys))
        .map { String(decoding: $0, as: UTF8.self) } ?? "?"
    }
  }
}
