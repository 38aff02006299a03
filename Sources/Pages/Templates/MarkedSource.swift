/// A template's source with its tags as marks, and its Markdown form as literals and marks. Blocks that a section shows
/// or hides have blank lines around them in both, so that they never run into their neighbours.
struct MarkedSource {
  private(set) var text = ""
  private(set) var markdown: [Part] = [.literal("")]
  private var isBlank = true
  private var followsBlockTag = false

  enum Part {
    case literal(String)
    case tag(Int)
  }

  init(_ template: ResolvedTemplate) {
    for line in template.lines { add(line, template) }
  }

  private mutating func add(_ line: [ResolvedTemplate.Piece], _ template: ResolvedTemplate) {
    let alone = line.compactMap { piece -> Int? in
      if case .tag(let number) = piece, template.tags[number].layout != .inline { number } else { nil }
    }
    let indentation = line.reduce(into: "") { if case .text(let text) = $1 { $0 += text } }
    if let number = alone.first {
      if template.tags[number].layout == .row {
        text += indentation + TagMark.text(number) + "\n"
        markdown.append(.tag(number))
      } else {
        text += "\n" + indentation + TagMark.text(number) + "\n\n"
        block(number, isProse: template.tags[number].isProse)
      }
      return
    }
    let isBlankLine = line.allSatisfy { piece in
      if case .text(let text) = piece { text.isBlank } else { false }
    }
    for piece in line {
      switch piece {
      case .text(let part):
        text += part
        if !isBlankLine { write(part) }
      case .tag(let number):
        text += TagMark.text(number)
        markdown.append(.tag(number))
      }
    }
    text += "\n"
    if !(isBlankLine && followsBlockTag) { write("\n") }
    isBlank = isBlankLine
    followsBlockTag = isBlankLine && followsBlockTag
  }

  private mutating func block(_ number: Int, isProse: Bool) {
    if !isBlank { write("\n") }
    markdown.append(.tag(number))
    if isProse { write("\n\n") }
    isBlank = true
    followsBlockTag = true
  }

  private mutating func write(_ text: String) {
    if case .literal(let last)? = markdown.last {
      markdown[markdown.count - 1] = .literal(last + text)
    } else {
      markdown.append(.literal(text))
    }
  }
}
