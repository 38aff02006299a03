import Foundation

/// One line of a records file, its values as the text they are compared by.
struct Record {
  /// The month of the file it stands in.
  let period: String
  private let values: [String: Value]

  init(line: String, period: String) throws {
    self.period = period
    values = try JSONDecoder().decode([String: Value].self, from: Data(line.utf8))
  }

  /// Empty for null; lists with spaces between their elements; objects as `{key: value, …}` in the order of their keys.
  subscript(key: String) -> String { values[key]?.text ?? "(no \(key))" }

  private enum Value: Decodable {
    case null
    case text(String)
    case flag(Bool)
    case number(Int)
    case list([Value])
    case object([String: Value])

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if container.decodeNil() {
        self = .null
      } else if let text = try? container.decode(String.self) {
        self = .text(text)
      } else if let flag = try? container.decode(Bool.self) {
        self = .flag(flag)
      } else if let number = try? container.decode(Int.self) {
        self = .number(number)
      } else if let list = try? container.decode([Value].self) {
        self = .list(list)
      } else {
        self = .object(try container.decode([String: Value].self))
      }
    }

    var text: String {
      switch self {
      case .null: ""
      case .text(let text): text
      case .flag(let flag): "\(flag)"
      case .number(let number): "\(number)"
      case .list(let list): list.map(\.text).joined(separator: " ")
      case .object(let members):
        "{" + members.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.text)" }.joined(separator: ", ") + "}"
      }
    }
  }
}
