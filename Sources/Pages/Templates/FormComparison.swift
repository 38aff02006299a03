import Markdown

/// Fills both forms of a template with the same sample and compares what comes of it.
struct FormComparison {
  /// Where a tag stands in the Markdown form: in which word, and which of its tags it is.
  private(set) var places: [(word: Int, inWord: Int)]
  private let forms: TemplateForms
  private let source = ByteBuffer()
  private let rendered = ByteBuffer()
  private let page = ByteBuffer()

  init(_ forms: TemplateForms) {
    self.forms = forms
    places = [(word: Int, inWord: Int)](repeating: (0, 0), count: forms.tags.count)
    var (word, inWord) = (0, 0)
    for step in forms.markdown.steps {
      if forms.markdown.literals[step.literal].contains(where: Self.endsWord) { (word, inWord) = (word + 1, 0) }
      guard step.kind == .value else { continue }
      places[step.tag] = (word, inWord)
      inWord += 1
    }
  }

  func agrees(_ sample: Sample) throws(MarkdownError) -> Bool {
    for buffer in [source, rendered, page] { buffer.removeAll() }
    fill(forms.markdown, sample, forms.markdown.steps.indices, source)
    fill(forms.html, sample, forms.html.steps.indices, page)
    try Markdown.html(source, into: rendered)
    return rendered.withBytes { rendered in page.withBytes { Self.isSame(rendered, $0) } }
  }

  private func fill(_ program: Program, _ sample: Sample, _ range: Range<Int>, _ buffer: ByteBuffer) {
    var at = range.lowerBound
    while at < range.upperBound {
      let step = program.steps[at]
      at += 1
      buffer.append(UnsafeBufferPointer(rebasing: program.literals[step.literal]))
      switch step.kind {
      case .literal, .raw: break
      case .value:
        Output(buffer: buffer, context: step.context).text(Sample.texts[Int(sample.values[step.tag])])
      case .prose: buffer.append(step.context.isHTML ? "<p>a</p>\n" : "a")
      case .condition, .each:
        for _ in 0..<sample.times(step.tag) { fill(program, sample, at..<step.end, buffer) }
        at = step.end
      }
    }
  }

  /// But for white space: beside what is hidden it differs, and does not show.
  private static func isSame(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Bool {
    var (x, y) = (0, 0)
    while true {
      while x + 8 <= a.count, y + 8 <= b.count, load(a, x) == load(b, y) { (x, y) = (x + 8, y + 8) }
      while x < a.count, isSpace(a[x]) { x += 1 }
      while y < b.count, isSpace(b[y]) { y += 1 }
      guard x < a.count, y < b.count else { return x == a.count && y == b.count }
      guard a[x] == b[y] else { return false }
      x += 1
      y += 1
    }
  }

  private static func load(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> UInt64 {
    UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: at, as: UInt64.self)
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A }

  private static func endsWord(_ byte: UInt8) -> Bool {
    isSpace(byte) || byte == 0x09 || byte == UInt8(ascii: "|")
  }
}
