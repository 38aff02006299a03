import Billing

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

  /// What a file must have columns for: one column, or one of several choices of columns.
  struct Need: Sendable, Hashable {
    /// The choices in words: `amount, or quantity and unit_price`.
    let text: String
    /// Positions in the schema; all columns of one choice are enough.
    let choices: [[Int]]

    init(_ text: String, _ choices: [[Int]]) {
      self.text = text
      self.choices = choices
    }

    func isMet(_ isThere: (Int) -> Bool) -> Bool { choices.contains { $0.allSatisfy(isThere) } }
  }

  /// A column by its position in the schema and the rank of the name it was met under: 0 the name, then the aliases.
  struct Match: Sendable, Hashable {
    var column: Int
    var rank: Int
  }

  public let columns: [Column]
  /// The required columns first, in their order.
  let needs: [Need]
  private let matches: [String: Match]

  public init(_ columns: [Column]) { self.init(columns, needs: []) }

  /// A name that two columns claim belongs to the first of them.
  init(_ columns: [Column], needs: [Need]) {
    self.columns = columns
    self.needs = columns.indices.filter { columns[$0].required }.map { Need(columns[$0].name, [[$0]]) } + needs
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

  /// What columns of a file do not meet.
  func unmet(_ isThere: (Int) -> Bool) -> [Need] { needs.filter { !$0.isMet(isThere) } }

  /// A header name without what does not count: case, spaces, `-`, `_`, and blanks or byte order marks around it.
  static func folded(_ name: String) -> String {
    (Identifier(trimming: name)?.text ?? "").lowercased().filter { $0 != " " && $0 != "-" && $0 != "_" }
  }
}
