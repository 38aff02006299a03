import Markdown

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

/// What a name stands for, as closures that find their view in a frame.
indirect enum Entry: Sendable {
  case value(@Sendable (Frame, inout Output) -> Void)
  case prose(@Sendable (Frame) -> Prose)
  case raw(@Sendable (Frame, ByteBuffer) -> Void)
  case condition(@Sendable (Frame) -> Bool)
  case list(Names, isEmpty: @Sendable (Frame) -> Bool, each: @Sendable (Frame, (Frame) -> Void) -> Void)

  /// In the words of a message.
  var noun: String {
    switch self {
    case .value: "a value"
    case .prose: "a text in Markdown"
    case .raw: "a piece of the page"
    case .condition: "a condition"
    case .list: "a list"
    }
  }

  var isList: Bool { if case .list = self { true } else { false } }

  var isSection: Bool {
    switch self {
    case .condition, .list: true
    case .value, .prose, .raw: false
    }
  }
}
