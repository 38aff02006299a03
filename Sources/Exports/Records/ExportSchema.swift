/// The columns a reader looks for in a file, in the order in which rows give them.
public struct ExportSchema: Sendable, Hashable {
  public struct Column: Sendable, Hashable {
    public var name: String
    /// Other names of the column; where several are present, the first in the order name, then aliases, counts.
    public var aliases: [String]
    /// Whether a file without the column is refused.
    public var required: Bool

    public init(_ name: String, aliases: [String] = [], required: Bool = false) {
      self.name = name
      self.aliases = aliases
      self.required = required
    }
  }

  /// A column by its position in the schema and the rank of the name it was met under: 0 the name, then the aliases.
  struct Match: Sendable, Hashable {
    var column: Int
    var rank: Int
  }

  public let columns: [Column]
  private let matches: [String: Match]

  /// A name that two columns claim belongs to the first of them.
  public init(_ columns: [Column]) {
    self.columns = columns
    var matches: [String: Match] = [:]
    for (position, column) in columns.enumerated() {
      for (rank, name) in ([column.name] + column.aliases).enumerated() {
        let name = Self.folded(name)
        if matches[name] == nil { matches[name] = Match(column: position, rank: rank) }
      }
    }
    self.matches = matches
  }

  /// The column a header name stands for.
  func match(_ header: String) -> Match? { matches[Self.folded(header)] }

  /// A header name without what does not count: case, spaces, `-` and `_`.
  static func folded(_ name: String) -> String {
    name.lowercased().filter { $0 != " " && $0 != "-" && $0 != "_" }
  }
}
