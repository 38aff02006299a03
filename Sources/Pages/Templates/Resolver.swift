import Diagnostics

/// Finds what each name stands for, and which tags belong together.
struct Resolver {
  enum Form { case markdown, html }

  private let form: Form
  private(set) var errors: [TemplateError] = []
  private(set) var template = ResolvedTemplate()
  /// The schemas names are looked up in, the innermost last; nil for what is in a section nobody knows.
  private var scopes: [Names?]
  /// The open sections: the tag's number and how many scopes were there before.
  private var open: [(tag: Int, scopes: Int)] = []

  init(_ names: Names, form: Form) {
    self.form = form
    scopes = [names]
  }

  mutating func resolve(_ lines: [TemplateLine]) {
    for line in lines {
      template.lines.append(
        line.pieces.map { piece in
          switch piece {
          case .text(let text): .text(text)
          case .tag(let tag): .tag(resolve(tag))
          }
        })
    }
    for section in open.reversed() {
      let tag = template.tags[section.tag].tag
      report(tag, "the section '\(tag.name)' is not closed", "write {{/\(tag.name)}} where it ends")
    }
  }

  private mutating func resolve(_ tag: Tag) -> Int {
    let number = template.tags.count
    template.tags.append(ResolvedTag(tag: tag, role: .faulty, section: open.last?.tag))
    switch tag.kind {
    case .close: template.tags[number].role = close(tag)
    case .section, .inverted: template.tags[number].role = section(tag, number)
    default: template.tags[number].role = slot(tag)
    }
    return number
  }

  private mutating func slot(_ tag: Tag) -> ResolvedTag.Role {
    guard let (entry, depth) = lookUp(tag) else { return .faulty }
    if entry.isSection {
      report(
        tag, "'\(tag.name)' is \(entry.noun), not a value",
        "write {{#\(tag.name)}}…{{/\(tag.name)}} around what it is for")
      return .faulty
    }
    if entry.isRaw, form == .markdown {
      report(tag, "'\(tag.name)' can only stand in a page's HTML", "take it out of this Markdown template")
      return .faulty
    }
    return .slot(entry, depth: depth)
  }

  private mutating func section(_ tag: Tag, _ number: Int) -> ResolvedTag.Role {
    open.append((number, scopes.count))
    guard let (entry, depth) = lookUp(tag) else {
      scopes.append(nil)
      return .faulty
    }
    if case .list(let names) = entry.kind, tag.kind == .section { scopes.append(names) }
    if !entry.isSection {
      report(tag, "'\(tag.name)' is \(entry.noun), not a list or a condition", "write {{\(tag.name)}}")
      return .faulty
    }
    return .open(entry, depth: depth, inverted: tag.kind == .inverted)
  }

  private mutating func close(_ tag: Tag) -> ResolvedTag.Role {
    guard let index = open.lastIndex(where: { template.tags[$0.tag].tag.name == tag.name }) else {
      report(
        tag, "\(tag.text) closes a section that is not open", "write {{#\(tag.name)}} where it starts, or take it out")
      return .faulty
    }
    for section in open[(index + 1)...].reversed() {
      let inner = template.tags[section.tag].tag
      report(
        tag, "\(tag.text) stands where the section '\(inner.name)' of line \(inner.place.line ?? 0) is still open",
        "close that first: {{/\(inner.name)}}")
    }
    let section = open[index]
    open.removeSubrange(index...)
    scopes.removeSubrange(section.scopes...)
    return .close(open: section.tag)
  }

  private mutating func lookUp(_ tag: Tag) -> (Entry, depth: Int)? {
    for (depth, scope) in scopes.enumerated().reversed() {
      guard let scope else { return nil }
      if let entry = scope[tag.name] { return (entry, depth) }
    }
    var known: [String] = []
    for name in scopes.reversed().flatMap({ $0?.order ?? [] }) where !known.contains(name) { known.append(name) }
    let near = Suggestion.nearest(to: tag.name, among: known)
    let what = tag.kind == .variable ? "variable" : "section"
    report(
      tag, "unknown \(what) '\(tag.name)'",
      near.map { "did you mean '\($0)'?" } ?? "known here: \(known.joined(separator: ", "))")
    return nil
  }

  private mutating func report(_ tag: Tag, _ message: String, _ remedy: String) {
    errors.append(TemplateError(at: tag.place, message, remedy: remedy))
  }
}
