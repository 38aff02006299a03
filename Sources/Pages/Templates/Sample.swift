/// Values to fill a template with that come from no view.
struct Sample: Hashable {
  /// A letter; then text that is alphanumeric or punctuation at either end, a list's number, and what pairs with a stray
  /// sign.
  static let texts = ["a", "1", "(b)", "b", "(b", "b)", "/b`b"]
  static let unusual = 1..<UInt8(texts.count)

  /// The number of the text that stands at each tag.
  var values: [UInt8]
  /// How often the section of each tag is written: a list as often as it has elements, others once or not at all.
  private var times: [UInt8]

  /// The sample in which every name holds, and inverted sections are hidden.
  init(_ tags: [ResolvedTag]) {
    values = [UInt8](repeating: 0, count: tags.count)
    times = tags.map { $0.tag.kind == .inverted ? 0 : 1 }
  }

  func hash(into hasher: inout Hasher) {
    values.withUnsafeBytes { hasher.combine(bytes: $0) }
    times.withUnsafeBytes { hasher.combine(bytes: $0) }
  }

  mutating func setAll(_ text: UInt8) { values = [UInt8](repeating: text, count: values.count) }

  /// How often a list repeats, or whether a condition holds, for all sections of a name.
  mutating func show(_ name: String, _ count: UInt8, in tags: [ResolvedTag]) {
    for (number, tag) in tags.enumerated() where tag.tag.name == name {
      times[number] = tag.tag.kind == .inverted ? (count == 0 ? 1 : 0) : count
    }
  }

  /// How often what a section holds is written.
  func times(_ section: Int) -> Int { Int(times[section]) }
}
