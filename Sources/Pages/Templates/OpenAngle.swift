/// Finds values behind a `<` that nothing closes: together with a value it could begin a tag, and what begins a tag
/// cannot be escaped inside of it.
struct OpenAngle {
  private enum State { case text, escape, angle, tag }

  private(set) var errors: [TemplateError] = []
  private var state = State.text
  private var last: UInt8 = 0

  init(_ parts: [MarkedSource.Part], _ tags: [ResolvedTag]) {
    for part in parts {
      switch part {
      case .literal(let text):
        for byte in text.utf8 { read(byte) }
      case .tag(let number):
        guard case .slot(let entry, _) = tags[number].role, entry.isValue else { continue }
        if state == .angle || state == .tag {
          let tag = tags[number].tag
          errors.append(
            TemplateError(
              at: tag.place, "\(tag.text) stands behind a '<' that is not closed",
              remedy: "write \\< for the sign itself, and a link as [text](address)"))
        }
        state = state == .escape ? .text : state
      }
    }
  }

  private mutating func read(_ byte: UInt8) {
    let isBlankLine = byte == 0x0A && last == 0x0A
    last = byte
    switch (state, Unicode.Scalar(byte)) {
    case (.escape, _): state = .text
    case (.tag, ">"): state = .text
    case (.tag, _): if isBlankLine { state = .text }
    case (_, "\\"): state = .escape
    case (_, "<"): state = .angle
    case (.angle, "a"..."z"), (.angle, "A"..."Z"), (.angle, "/"), (.angle, "?"), (.angle, "!"): state = .tag
    default: state = .text
    }
  }
}
