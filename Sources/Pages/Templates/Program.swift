import Markdown

/// A compiled form of a template: what to write, in order.
struct Program: Sendable {
  indirect enum Step: Sendable {
    case literal([UInt8])
    case value(tag: Int, depth: Int, Context, @Sendable (Frame, inout Output) -> Void)
    case raw(depth: Int, @Sendable (Frame, ByteBuffer) -> Void)
    case prose(depth: Int, isMarkdown: Bool, @Sendable (Frame) -> Prose)
    case condition(tag: Int, depth: Int, shownIf: Bool, @Sendable (Frame) -> Bool, [Step])
    case each(tag: Int, depth: Int, @Sendable (Frame, (Frame) -> Void) -> Void, [Step])
  }

  let steps: [Step]

  func run<View>(_ view: View, into buffer: ByteBuffer) {
    var frames: [Frame] = [FrameOf(view)]
    Self.run(steps, &frames, buffer)
  }

  private static func run(_ steps: [Step], _ frames: inout [Frame], _ buffer: ByteBuffer) {
    for step in steps {
      switch step {
      case .literal(let bytes):
        buffer.append(bytes)
      case .value(_, let depth, let context, let write):
        var output = Output(buffer: buffer, context: context)
        write(frames[depth], &output)
      case .raw(let depth, let write):
        write(frames[depth], buffer)
      case .prose(let depth, let isMarkdown, let text):
        let prose = text(frames[depth])
        if isMarkdown { buffer.append(prose.markdown) } else { buffer.append(prose.html) }
      case .condition(_, let depth, let shownIf, let holds, let body):
        if holds(frames[depth]) == shownIf { run(body, &frames, buffer) }
      case .each(_, let depth, let each, let body):
        let outer = frames.count
        each(frames[depth]) { inner in
          frames.append(inner)
          run(body, &frames, buffer)
          frames.removeSubrange(outer...)
        }
      }
    }
  }
}
