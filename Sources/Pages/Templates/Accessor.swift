import Markdown

/// How a compiled template asks a view for a name. It knows views by their address only.
///
/// The compiler of templates hands an accessor only views of the schema it came from, which are there, and do not
/// change, for the length of the call; so the type is known, and nothing of a view is copied or counted to reach one of
/// its fields. What a name is not (a value has no elements) is never asked.
class Accessor: @unchecked Sendable {
  func write(_ view: UnsafeRawPointer, to out: Output) {}
  func holds(_ view: UnsafeRawPointer) -> Bool { false }
  func forEach(in view: UnsafeRawPointer, _ body: (UnsafeRawPointer) -> Void) {}
}

final class ValueAccessor<View: ~Copyable>: Accessor, @unchecked Sendable {
  private let body: @Sendable (borrowing View, Output) -> Void

  init(_ body: @escaping @Sendable (borrowing View, Output) -> Void) { self.body = body }

  override func write(_ view: UnsafeRawPointer, to out: Output) {
    body(view.assumingMemoryBound(to: View.self).pointee, out)
  }
}

final class ProseAccessor<View: ~Copyable>: Accessor, @unchecked Sendable {
  private let body: @Sendable (borrowing View) -> Prose

  init(_ body: @escaping @Sendable (borrowing View) -> Prose) { self.body = body }

  override func write(_ view: UnsafeRawPointer, to out: Output) {
    let prose = body(view.assumingMemoryBound(to: View.self).pointee)
    if out.context.isHTML { out.buffer.append(prose.html) } else { out.buffer.append(prose.markdown) }
  }
}

final class RawAccessor<View: ~Copyable>: Accessor, @unchecked Sendable {
  private let body: @Sendable (borrowing View, ByteBuffer) -> Void

  init(_ body: @escaping @Sendable (borrowing View, ByteBuffer) -> Void) { self.body = body }

  override func write(_ view: UnsafeRawPointer, to out: Output) {
    body(view.assumingMemoryBound(to: View.self).pointee, out.buffer)
  }
}

final class ConditionAccessor<View: ~Copyable>: Accessor, @unchecked Sendable {
  private let body: @Sendable (borrowing View) -> Bool

  init(_ body: @escaping @Sendable (borrowing View) -> Bool) { self.body = body }

  override func holds(_ view: UnsafeRawPointer) -> Bool { body(view.assumingMemoryBound(to: View.self).pointee) }
}

/// A list holds where it has elements. These lie one behind the other.
final class ArrayAccessor<View: ~Copyable, Element>: Accessor, @unchecked Sendable {
  private let elements: @Sendable (borrowing View) -> [Element]

  init(_ elements: @escaping @Sendable (borrowing View) -> [Element]) { self.elements = elements }

  override func holds(_ view: UnsafeRawPointer) -> Bool {
    !elements(view.assumingMemoryBound(to: View.self).pointee).isEmpty
  }

  override func forEach(in view: UnsafeRawPointer, _ body: (UnsafeRawPointer) -> Void) {
    elements(view.assumingMemoryBound(to: View.self).pointee).withUnsafeBufferPointer { elements in
      guard let first = elements.baseAddress else { return }
      for index in elements.indices { body(UnsafeRawPointer(first + index)) }
    }
  }
}

/// A list whose elements are made one by one.
final class ListAccessor<View: ~Copyable, Element: ~Copyable>: Accessor, @unchecked Sendable {
  typealias Each = @Sendable (borrowing View, (borrowing Element) -> Void) -> Void

  private let isEmpty: @Sendable (borrowing View) -> Bool
  private let each: Each

  init(isEmpty: @escaping @Sendable (borrowing View) -> Bool, each: @escaping Each) {
    self.isEmpty = isEmpty
    self.each = each
  }

  override func holds(_ view: UnsafeRawPointer) -> Bool { !isEmpty(view.assumingMemoryBound(to: View.self).pointee) }

  override func forEach(in view: UnsafeRawPointer, _ body: (UnsafeRawPointer) -> Void) {
    each(view.assumingMemoryBound(to: View.self).pointee) { element in
      withUnsafePointer(to: element) { body(UnsafeRawPointer($0)) }
    }
  }
}

/// A name of something a view points to.
final class PartAccessor<View: ~Copyable, Part: ~Copyable>: Accessor, @unchecked Sendable {
  private let place: @Sendable (borrowing View) -> UnsafePointer<Part>
  private let inner: Accessor

  init(_ inner: Accessor, at place: @escaping @Sendable (borrowing View) -> UnsafePointer<Part>) {
    self.inner = inner
    self.place = place
  }

  override func write(_ view: UnsafeRawPointer, to out: Output) { inner.write(part(of: view), to: out) }
  override func holds(_ view: UnsafeRawPointer) -> Bool { inner.holds(part(of: view)) }
  override func forEach(in view: UnsafeRawPointer, _ body: (UnsafeRawPointer) -> Void) {
    inner.forEach(in: part(of: view), body)
  }

  private func part(of view: UnsafeRawPointer) -> UnsafeRawPointer {
    UnsafeRawPointer(place(view.assumingMemoryBound(to: View.self).pointee))
  }
}
