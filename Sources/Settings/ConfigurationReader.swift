import Billing
import Diagnostics
import Yams

/// Walks a YAML mapping strictly: every key it does not know is a problem, and so is every value it cannot use.
///
/// Values are read as the text that was written, so that `rate: 0.1` never becomes a binary float.
struct ConfigurationReader {
  private(set) var problems: [ConfigurationError.Problem] = []

  /// Calls `read` for each entry whose key is one of `keys`.
  mutating func mapping(
    _ node: Node, _ path: String, keys: [String],
    _ read: (inout ConfigurationReader, String, Node, String) -> Void
  ) {
    guard let mapping = node.mapping else {
      if node.isAbsent { return }
      return problem(
        node, "\(Self.name(path)) takes keys, not \(Self.describe(node))",
        "write the keys below it, indented: \(keys.joined(separator: ", "))")
    }
    var seen: Set<String> = []
    for (key, value) in mapping {
      let name = key.scalar?.string ?? ""
      let full = path.isEmpty ? name : "\(path).\(name)"
      guard seen.insert(name).inserted else {
        problem(key, "the key \(full) stands here twice", "keep one of them")
        continue
      }
      guard keys.contains(name) else {
        let near = Suggestion.nearest(to: name, among: keys).map { "did you mean \($0)? " } ?? ""
        problem(key, "there is no key \(full)", "\(near)Known here: \(keys.joined(separator: ", "))")
        continue
      }
      read(&self, name, value, full)
    }
  }

  /// The text of a scalar; nil where the value is left empty.
  mutating func text(_ node: Node, _ path: String) -> String? {
    if node.isAbsent { return nil }
    guard let scalar = node.scalar else {
      problem(node, "\(path) takes one value, not \(Self.describe(node))", "write \(path): value")
      return nil
    }
    return scalar.string
  }

  mutating func boolean(_ node: Node, _ path: String) -> Bool? {
    choice(node, path, ["true", "false"]).map { $0 == "true" }
  }

  mutating func whole(_ node: Node, _ path: String) -> Int? {
    guard let text = text(node, path) else { return nil }
    guard let value = Int(text), (0...36500).contains(value) else {
      problem(node, "\(path) is \"\(text)\", which is no whole number of days", "write a number such as 30")
      return nil
    }
    return value
  }

  mutating func choice<Choice: RawRepresentable & CaseIterable>(_ node: Node, _ path: String, _: Choice.Type) -> Choice?
  where Choice.RawValue == String {
    choice(node, path, Choice.allCases.map(\.rawValue)).flatMap(Choice.init)
  }

  mutating func choice(_ node: Node, _ path: String, _ choices: [String]) -> String? {
    guard let text = text(node, path) else { return nil }
    guard choices.contains(text) else {
      let near = Suggestion.nearest(to: text, among: choices).map { "did you mean \($0)? " } ?? ""
      problem(node, "\(path) is \"\(text)\"", "\(near)Write one of: \(choices.joined(separator: ", "))")
      return nil
    }
    return text
  }

  mutating func list(_ node: Node, _ path: String) -> [Node] {
    if node.isAbsent { return [] }
    guard let sequence = node.sequence else {
      problem(node, "\(path) takes a list, not \(Self.describe(node))", "write \(path): [first, second]")
      return []
    }
    return Array(sequence)
  }

  mutating func rate(_ node: Node, _ path: String) -> Rate? {
    guard let text = text(node, path) else { return nil }
    do {
      return try Rate(text)
    } catch {
      problem(node, "\(path) is \"\(text)\": \(error.reason)", error.remedy)
      return nil
    }
  }

  /// A key that the file format has but this version cannot act on, unless its value changes nothing.
  mutating func unavailable(_ node: Node, _ path: String, unless harmless: String) {
    if node.isAbsent || node.scalar?.string == harmless { return }
    problem(
      node, "\(path) is not available in this version",
      harmless.isEmpty ? "remove the key" : "remove the key, or leave it at \(harmless)")
  }

  mutating func problem(_ node: Node, _ message: String, _ remedy: String) {
    problems.append(.init(line: node.mark?.line, message: message, remedy: remedy))
  }

  private static func name(_ path: String) -> String { path.isEmpty ? "the file" : path }

  private static func describe(_ node: Node) -> String {
    switch node {
    case .scalar(let scalar): "\"\(scalar.string)\""
    case .sequence: "a list"
    case .mapping: "keys"
    case .alias: "an alias"
    }
  }
}

extension Node {
  /// A value that was left empty, or says so.
  fileprivate var isAbsent: Bool {
    guard let scalar else { return false }
    return scalar.style == .plain && ["", "null", "~"].contains(scalar.string)
  }
}
