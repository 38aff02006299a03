import Markdown

extension Program {
  func run<View: ~Copyable>(_ view: borrowing View, into buffer: ByteBuffer) {
    withUnsafePointer(to: view) { view in
      withUnsafeTemporaryAllocation(of: UnsafeRawPointer.self, capacity: levels) { views in
        guard let steps = steps.baseAddress, let literals = literals.baseAddress, let views = views.baseAddress
        else { return }
        views.initialize(to: UnsafeRawPointer(view))
        Walk(steps: steps, literals: literals, views: views, buffer: buffer).run(0..<self.steps.count, level: 0)
      }
    }
  }
}

/// One run of a program, safe by what the program promises. Views and accessors outlive it: it is over before
/// `Program.run`, which has both, returns.
private struct Walk {
  let steps: UnsafePointer<Program.Step>
  let literals: UnsafePointer<UInt8>
  /// The page's view, and the present element of each list around a step.
  let views: UnsafeMutablePointer<UnsafeRawPointer>
  let buffer: ByteBuffer

  /// - Parameter level: that of the innermost view.
  func run(_ range: Range<Int>, level: Int) {
    var at = range.lowerBound
    while at < range.upperBound {
      let step = steps + at
      at += 1
      let literal = step.pointee.literal
      if !literal.isEmpty {
        buffer.append(literals + literal.lowerBound, count: literal.count, padding: Program.padding)
      }
      guard let accessor = step.pointee.accessor else { continue }
      let view = views[step.pointee.depth]
      switch step.pointee.kind {
      case .literal: break
      case .value, .raw, .prose:
        accessor._withUnsafeGuaranteedRef {
          $0.write(view, to: Output(buffer: buffer, context: step.pointee.context))
        }
      case .condition:
        if accessor._withUnsafeGuaranteedRef({ $0.holds(view) }) != step.pointee.shownIf { at = step.pointee.end }
      case .each:
        let body = at..<step.pointee.end
        accessor._withUnsafeGuaranteedRef {
          $0.forEach(in: view) { element in
            views[level + 1] = element
            run(body, level: level + 1)
          }
        }
        at = step.pointee.end
      }
    }
  }
}
