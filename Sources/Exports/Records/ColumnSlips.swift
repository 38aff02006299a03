import Diagnostics

/// Names of a file that stand for no column, and are a slip of the pen away from one that the file does not have.
struct ColumnSlips {
  /// In the order of the names.
  let all: [(name: String, column: ExportSchema.Column)]

  /// - Parameters:
  ///   - unknown: the names that stand for no column.
  ///   - columns: the columns they may be meant for.
  init(_ unknown: [String], among columns: some Sequence<ExportSchema.Column>) {
    var known: [String: ExportSchema.Column] = [:]
    for column in columns {
      for name in [column.name] + column.aliases where known[ExportSchema.folded(name)] == nil {
        known[ExportSchema.folded(name)] = column
      }
    }
    // A table of thousands of columns is not one with a slip in it.
    all = unknown.prefix(200).compactMap { name in
      guard let near = Suggestion.nearest(to: ExportSchema.folded(name), among: known.keys), let column = known[near]
      else { return nil }
      return (name, column)
    }
  }

  var isEmpty: Bool { all.isEmpty }

  /// `“sevice” to service, “amont” to amount`.
  var renames: String { all.map { "\(Quoted.name($0.name)) to \($0.column.name)" }.joined(separator: ", ") }

  /// `“sevice” may be meant for service`.
  var guesses: String {
    all.map { "\(Quoted.name($0.name)) may be meant for \($0.column.name)" }.joined(separator: "; ")
  }
}
