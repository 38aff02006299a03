/// Collects steps, those between a section's tags as its body.
struct ProgramBuilder {
  private let tags: [ResolvedTag]
  private var bodies: [[Program.Step]] = [[]]

  init(_ tags: [ResolvedTag]) { self.tags = tags }

  var program: Program { Program(steps: bodies[0]) }

  mutating func literal(_ bytes: some Sequence<UInt8>) {
    let bytes = Array(bytes)
    if bytes.isEmpty { return }
    let last = bodies.count - 1
    if case .literal(let before)? = bodies[last].last {
      bodies[last][bodies[last].count - 1] = .literal(before + bytes)
    } else {
      bodies[last].append(.literal(bytes))
    }
  }

  mutating func tag(_ number: Int, _ context: Context, isMarkdown: Bool) {
    switch tags[number].role {
    case .slot(let entry, let depth): slot(number, entry, depth, context, isMarkdown)
    case .open: bodies.append([])
    case .close(let open): section(open)
    case .faulty: break
    }
  }

  private mutating func slot(_ number: Int, _ entry: Entry, _ depth: Int, _ context: Context, _ isMarkdown: Bool) {
    switch entry {
    case .value(let write): append(.value(tag: number, depth: depth, context, write))
    case .raw(let write): append(.raw(depth: depth, write))
    case .prose(let text): append(.prose(depth: depth, isMarkdown: isMarkdown, text))
    case .condition, .list: break
    }
  }

  private mutating func section(_ open: Int) {
    guard case .open(let entry, let depth, let inverted) = tags[open].role, bodies.count > 1,
      let body = bodies.popLast()
    else { return }
    switch entry {
    case .condition(let holds): append(.condition(tag: open, depth: depth, shownIf: !inverted, holds, body))
    case .list(_, let isEmpty, let each):
      append(
        inverted
          ? .condition(tag: open, depth: depth, shownIf: true, isEmpty, body)
          : .each(tag: open, depth: depth, each, body))
    case .value, .prose, .raw: break
    }
  }

  private mutating func append(_ step: Program.Step) { bodies[bodies.count - 1].append(step) }
}
