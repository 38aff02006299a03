/// The HTML form of a template: HTML cut at its marks.
struct HTMLForm {
  private let html: [UInt8]
  private let tags: [ResolvedTag]
  private var reader = HTMLReader()
  private var builder: ProgramBuilder
  private var open: [(tag: Int, depth: Int, lowest: Int, position: HTMLReader.Position)] = []
  private(set) var errors: [TemplateError] = []
  /// Where each value stands, by the number of its tag.
  private(set) var contexts: [Int: Context] = [:]

  /// The compiled form, where there are no errors.
  mutating func program() -> Program { builder.finish() }

  init(_ html: [UInt8], _ tags: [ResolvedTag]) {
    (self.html, self.tags) = (html, tags)
    builder = ProgramBuilder(tags)
    let marks = TagMark.find(in: html)
    // A link's address comes before its text in HTML, so the order may differ.
    guard marks.map(\.number).sorted() == Array(tags.indices) else {
      reportLost(marks.map(\.number))
      return
    }
    var at = 0
    for mark in marks {
      guard let range = cut(mark.range, tags[mark.number].layout), range.lowerBound >= at else {
        errors.append(.unbalanced(tags[mark.number].tag))
        continue
      }
      literal(at..<range.lowerBound)
      tag(mark.number)
      at = range.upperBound
    }
    literal(at..<html.count)
  }

  private mutating func literal(_ range: Range<Int>) {
    reader.read(html[range])
    builder.append(html[range])
  }

  private mutating func tag(_ number: Int) {
    let position = reader.position
    let tag = tags[number].tag
    if tags[number].section != open.last?.tag, !tags[number].isClose {
      errors.append(.unbalanced(tags[tags[number].section ?? number].tag))
    }
    switch tags[number].role {
    case .open:
      open.append((number, reader.depth, reader.lowest, position))
      reader.lowest = reader.depth
      if position == .forbidden || position == .code { report(tag, position) }
    case .close(let opening):
      guard let section = open.popLast(), section.tag == opening else {
        errors.append(.unbalanced(tags[opening].tag))
        return
      }
      let isWhole = section.depth == reader.depth && reader.lowest >= section.depth
      if !isWhole || !Self.isSamePlace(section.position, position) {
        errors.append(.unbalanced(tags[opening].tag))
      }
      reader.lowest = min(section.lowest, reader.lowest)
      if case .url(let isStart) = section.position { reader.restoreURLStart(isStart) }
    case .slot(let entry, _) where entry.isRaw: break
    case .slot(let entry, _) where entry.isProse:
      if position != .text { report(tag, position) }
    case .slot, .faulty:
      switch position {
      case .text: contexts[number] = .htmlText
      case .attribute: contexts[number] = .htmlAttribute
      case .url(let isStart): contexts[number] = .htmlURL(isStart: isStart)
      case .code, .forbidden: report(tag, position)
      }
    }
    builder.append(number, contexts[number] ?? .htmlText)
  }

  private static func isSamePlace(_ a: HTMLReader.Position, _ b: HTMLReader.Position) -> Bool {
    if case .url = a, case .url = b { return true }
    return a == b
  }

  private mutating func report(_ tag: Tag, _ position: HTMLReader.Position) {
    errors.append(
      position == .code
        ? TemplateError(
          at: tag.place, "\(tag.text) stands in code, where nothing can be escaped",
          remedy: "take the backticks or the indentation away; emphasis is possible: **\(tag.text)**")
        : TemplateError(
          at: tag.place, "\(tag.text) stands inside a tag, a script, a style or a comment of the page",
          remedy: "put it between tags, or in the quotes of an attribute that is no script and no style"))
  }

  /// Marks that are missing stood in what Markdown leaves out, and repeated ones in what it writes twice.
  private mutating func reportLost(_ found: [Int]) {
    var lost = tags.indices.filter { number in found.count(where: { $0 == number }) != 1 }
    if lost.isEmpty { lost = Array(tags.indices.prefix(1)) }
    for number in lost {
      let tag = tags[number].tag
      errors.append(
        TemplateError(
          at: tag.place, "\(tag.text) stands where Markdown leaves text out or writes it twice",
          remedy: "take it out of raw HTML, of <…> and of link definitions; write a link as [text](address)"))
    }
  }

  /// What goes with a mark: its row of a table, its paragraph, or itself alone.
  private func cut(_ mark: Range<Int>, _ layout: ResolvedTag.Layout) -> Range<Int>? {
    switch layout {
    case .inline: return mark
    case .block: return enclosing(mark, "<p>", "</p>\n")
    case .row:
      let opening = html[..<mark.lowerBound].lastIndex(of: UInt8(ascii: "<")) ?? mark.lowerBound
      let cell = opening..<mark.upperBound
      guard html[cell].starts(with: "<td".utf8), let row = enclosing(cell, "<tr>\n", "</td>\n") else { return nil }
      var end = row.upperBound
      while !html[end...].starts(with: "</tr>\n".utf8) {
        guard end < html.count else { return nil }
        end += 1
      }
      return row.lowerBound..<(end + 6)
    }
  }

  private func enclosing(_ range: Range<Int>, _ before: String, _ after: String) -> Range<Int>? {
    let start = range.lowerBound - before.utf8.count
    let end = range.upperBound + after.utf8.count
    guard start >= 0, end <= html.count, html[start..<range.lowerBound].elementsEqual(before.utf8),
      html[range.upperBound..<end].elementsEqual(after.utf8)
    else { return nil }
    return start..<end
  }
}
