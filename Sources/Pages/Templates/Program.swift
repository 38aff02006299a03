/// A compiled form of a template: what to write, in order, as one flat run of steps.
///
/// Made by `ProgramBuilder`: literals lie within the block of literals, bodies within the steps, a step's depth is a
/// level of the views around it, and there are no more levels at once than `levels`. Nothing of it ever changes, so
/// many threads may read it at once.
final class Program: @unchecked Sendable {
  /// Writes its literal, then does what its kind says. A step owns nothing, so that walking steps counts no references.
  struct Step {
    enum Kind { case literal, value, raw, prose, condition, each }

    var kind = Kind.literal
    /// Where a value is written.
    var context = Context.htmlText
    /// Whether a condition's body is shown if it holds, or if it does not.
    var shownIf = true
    /// Where its literal lies in the block of literals.
    var literal: Range<Int>
    /// The number of the tag it comes from.
    var tag = 0
    /// The level of the view it reads, 0 being the page's own.
    var depth = 0
    /// The step behind a section's body, which begins right behind the section.
    var end = 0
    /// One of the program's accessors; nil for a literal alone.
    var accessor: Unmanaged<Accessor>?
  }

  /// Bytes behind the last literal, so that copies of literals may run over.
  static let padding = 16

  let steps: UnsafeBufferPointer<Step>
  /// All literals, one behind the other, and the padding.
  let literals: UnsafeBufferPointer<UInt8>
  /// How many views there are at once at most: the page's own and one for each level of lists.
  let levels: Int
  /// Keeps those the steps refer to.
  private let accessors: [Accessor]

  init(steps: [Step], literals: [UInt8], levels: Int, accessors: [Accessor]) {
    self.steps = Self.moved(steps)
    self.literals = Self.moved(literals + [UInt8](repeating: 0, count: Self.padding))
    self.levels = levels
    self.accessors = accessors
  }

  deinit {
    steps.deallocate()
    literals.deallocate()
  }

  /// Elements that own nothing, so that there is nothing to destroy.
  private static func moved<Element>(_ elements: [Element]) -> UnsafeBufferPointer<Element> {
    let place = UnsafeMutableBufferPointer<Element>.allocate(capacity: elements.count)
    _ = place.initialize(from: elements)
    return UnsafeBufferPointer(place)
  }
}
