/// A schema without its view's type.
struct Names: Sendable {
  /// In the order of the schema, as messages list them.
  let order: [String]
  private let entries: [String: Entry]

  init(_ fields: [(name: String, entry: Entry)]) {
    entries = Dictionary(fields.map { ($0.name, $0.entry) }, uniquingKeysWith: { first, _ in first })
    order = fields.map(\.name)
  }

  subscript(name: String) -> Entry? { entries[name] }
}

/// What a name stands for.
struct Entry: Sendable {
  enum Kind: Sendable {
    case value, prose, raw, condition
    /// The same bytes on every page.
    case constant([UInt8])
    /// - Parameter elements: the names of each element.
    case list(elements: Names)
  }

  let kind: Kind
  let accessor: Accessor

  /// In the words of a message.
  var noun: String {
    switch kind {
    case .value: "a value"
    case .prose: "a text in Markdown"
    case .raw, .constant: "a piece of the page"
    case .condition: "a condition"
    case .list: "a list"
    }
  }

  var isList: Bool { if case .list = kind { true } else { false } }
  var isProse: Bool { if case .prose = kind { true } else { false } }
  /// Whether it is written as it is, which only HTML can take.
  var isRaw: Bool {
    switch kind {
    case .raw, .constant: true
    case .value, .prose, .condition, .list: false
    }
  }

  var isValue: Bool { if case .value = kind { true } else { false } }

  var isSection: Bool {
    switch kind {
    case .condition, .list: true
    case .value, .prose, .raw, .constant: false
    }
  }
}
