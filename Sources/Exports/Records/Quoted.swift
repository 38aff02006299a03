import Diagnostics
import Paths

/// Names as messages show them.
enum Quoted {
  /// How many names a list shows.
  static let shown = 20

  /// A name between quotation marks, cut where it is very long, with all it holds made visible.
  static func name(_ name: String) -> String {
    let start = name.unicodeScalars.prefix(60)
    return "“\(VisibleText.of(String(start)))\(start.endIndex < name.unicodeScalars.endIndex ? "…" : "")”"
  }

  /// The name of a file without the folders it lies in.
  static func file(_ path: String) -> String { name(PathText.names(path).last ?? path) }

  /// The names with commas between them: the first `shown`, then how many more there are.
  static func list(_ names: [String]) -> String {
    let rest = names.count - min(names.count, shown)
    let list = names.prefix(shown).map(name).joined(separator: ", ")
    return rest > 0 ? "\(list) and \(rest) more" : list
  }

  /// Names to choose from: `a`, `a or b`, `a, b or c`.
  static func choice(_ names: [String]) -> String {
    guard names.count > 1, let last = names.last else { return names.joined() }
    return names.dropLast().joined(separator: ", ") + " or " + last
  }
}
