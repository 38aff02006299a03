/// Names as messages show them.
enum Quoted {
  /// How many names a list shows.
  static let shown = 20

  /// A name between quotation marks, cut where it is very long, without control characters.
  static func name(_ name: String) -> String {
    var text = ""
    for scalar in name.unicodeScalars.prefix(60) {
      text.unicodeScalars.append(scalar.value < 0x20 || scalar.value == 0x7F ? "\u{FFFD}" : scalar)
    }
    return name.unicodeScalars.count > 60 ? "“\(text)…”" : "“\(text)”"
  }

  /// The name of a file without the folders it lies in.
  static func file(_ path: String) -> String { name(path.split(separator: "/").last.map(String.init) ?? path) }

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
