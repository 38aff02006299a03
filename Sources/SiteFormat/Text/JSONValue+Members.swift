import Exports

extension JSONValue {
  /// A member of an object; nil where there is none, or null.
  package subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self, let value = members.first(where: { $0.key == key })?.value else {
      return nil
    }
    if case .null = value { return nil }
    return value
  }

  package var text: String? { if case .string(let text) = self { text } else { nil } }

  package var whole: Int? { if case .number(let digits) = self { Count.read(digits) } else { nil } }

  package var flag: Bool? { if case .bool(let flag) = self { flag } else { nil } }

  package var elements: [JSONValue]? { if case .array(let elements) = self { elements } else { nil } }
}
