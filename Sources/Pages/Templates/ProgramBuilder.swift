/// Collects steps and their literals, in one block each.
struct ProgramBuilder {
  private let tags: [ResolvedTag]
  private var steps: [Program.Step] = []
  private var literals: [UInt8] = []
  private var accessors: [Accessor] = []
  /// Where the literal of the next step begins.
  private var literal = 0
  /// The sections that are not closed yet: their steps, and how many lists are around them.
  private var open: [(step: Int, lists: Int)] = []
  private var lists = 0
  private var levels = 1

  init(_ tags: [ResolvedTag]) { self.tags = tags }

  /// What was collected.
  ///
  /// - Precondition: every section is closed; filling would not come to an end otherwise.
  mutating func finish() -> Program {
    precondition(open.isEmpty, "a section is not closed")
    closeLiteral()
    return Program(steps: steps, literals: literals, levels: levels, accessors: accessors)
  }

  mutating func append(_ bytes: some Sequence<UInt8>) { literals.append(contentsOf: bytes) }

  mutating func append(_ number: Int, _ context: Context) {
    switch tags[number].role {
    case .slot(let entry, let depth):
      switch entry.kind {
      case .value: append(.value, entry, number, context, depth: depth)
      case .raw: append(.raw, entry, number, context, depth: depth)
      case .prose: append(.prose, entry, number, context, depth: depth)
      case .constant(let bytes): append(bytes)
      case .condition, .list: break
      }
    case .open(let entry, let depth, let inverted):
      open.append((steps.count, lists))
      if entry.isList, !inverted {
        append(.each, entry, number, context, depth: depth)
        lists += 1
        levels = max(levels, lists + 1)
      } else {
        append(.condition, entry, number, context, depth: depth, shownIf: !inverted)
      }
    case .close:
      guard let section = open.popLast() else { return }
      closeLiteral()
      steps[section.step].end = steps.count
      lists = section.lists
    case .faulty: break
    }
  }

  private mutating func append(
    _ kind: Program.Step.Kind, _ entry: Entry, _ tag: Int, _ context: Context, depth: Int, shownIf: Bool = true
  ) {
    steps.append(
      Program.Step(
        kind: kind, context: context, shownIf: shownIf, literal: takeLiteral(), tag: tag, depth: depth,
        accessor: .passUnretained(entry.accessor)))
    accessors.append(entry.accessor)
  }

  /// What belongs to a body, or to nothing behind it, is a step of its own.
  private mutating func closeLiteral() {
    if literal < literals.count { steps.append(Program.Step(literal: takeLiteral())) }
  }

  private mutating func takeLiteral() -> Range<Int> {
    defer { literal = literals.count }
    return literal..<literals.count
  }
}
