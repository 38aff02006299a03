/// Decides for tags alone on a line whether they stand between rows of a table or between blocks.
struct LayoutFinder {
  private(set) var errors: [TemplateError] = []
  private(set) var template: ResolvedTemplate
  private var inTable = false

  init(_ template: ResolvedTemplate) {
    self.template = template
    for line in template.lines.indices { look(at: line) }
    for (number, tag) in self.template.tags.enumerated() { check(tag, number) }
  }

  private mutating func look(at line: Int) {
    if let number = loneTag(line) {
      switch template.tags[number].role {
      case .open:
        inTable = inTable && isRow(nextText(after: line))
        template.tags[number].layout = inTable ? .row : .block
      case .close(let open):
        if template.tags[open].layout == .block { inTable = false }
        template.tags[number].layout = inTable ? .row : .block
      default:
        inTable = false
        if template.tags[number].isProse { template.tags[number].layout = .block }
      }
      return
    }
    let text = text(of: line)
    if isRow(text) { for case .tag(let number) in template.lines[line] { template.tags[number].isInRow = true } }
    if inTable { inTable = isRow(text) } else { inTable = isDelimiter(line, text) }
  }

  private mutating func check(_ tag: ResolvedTag, _ number: Int) {
    if case .close(let open) = tag.role, template.tags[open].layout != tag.layout {
      errors.append(.unbalanced(template.tags[open].tag))
    }
    if tag.isProse, tag.layout != .block {
      errors.append(
        TemplateError(
          at: tag.tag.place, "'\(tag.tag.name)' is a text in Markdown and stands inside a line",
          remedy: "put \(tag.tag.text) on a line of its own, outside tables"))
    }
  }

  /// The number of the tag that has a line to itself.
  private func loneTag(_ line: Int) -> Int? {
    var found: Int?
    for piece in template.lines[line] {
      switch piece {
      case .text(let text): if !text.isBlank { return nil }
      case .tag(let number):
        if found != nil { return nil }
        found = number
      }
    }
    guard let found else { return nil }
    if case .slot = template.tags[found].role, !template.tags[found].isProse { return nil }
    return found
  }

  private func text(of line: Int) -> String {
    template.lines[line].reduce(into: "") { text, piece in
      switch piece {
      case .text(let part): text += part
      case .tag(let number): text += TagMark.text(number)
      }
    }
  }

  /// The next line that is not a tag alone.
  private func nextText(after line: Int) -> String {
    template.lines.indices[(line + 1)...].first { loneTag($0) == nil }.map(text) ?? ""
  }

  private func isRow(_ text: String) -> Bool { text.utf8.contains(UInt8(ascii: "|")) }

  private func isDelimiter(_ line: Int, _ text: String) -> Bool {
    line > 0 && loneTag(line - 1) == nil && isRow(self.text(of: line - 1)) && isRow(text) && text.contains("-")
      && text.allSatisfy { "|:- \t>".contains($0) }
  }
}

extension TemplateError {
  static func unbalanced(_ tag: Tag) -> TemplateError {
    TemplateError(
      at: tag.place, "the section '\(tag.name)' starts and ends in different places of the page",
      remedy: "start and end it in the same paragraph, between the same blocks, or between rows of the same table")
  }
}
