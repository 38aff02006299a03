import Markdown

/// The names a template may use for a view, each with the closure that reads it: no reflection, no look-up by name when
/// a page is filled.
///
///     let lines = Schema<LineView> {
///       value("amount") { line, out in out.text(line.amount) }
///     }
///     let invoice = Schema<InvoiceView> {
///       value("number") { view, out in out.text(view.number) }
///       condition("paid") { $0.isPaid }
///       list("lines", lines) { $0.lines }
///     }
///
/// Closures borrow the view where it lies; one that only reads fields copies nothing.
public struct Schema<View: ~Copyable>: Sendable {
  let names: Names

  /// Of two fields of one name the first counts.
  public init(@SchemaBuilder<View> _ fields: () -> [Field<View>]) {
    names = Names(fields().map { (name: $0.name, entry: $0.entry) })
  }
}

/// One name of a schema; made by `value`, `condition`, `list`, `prose`, `raw` and `constant`.
public struct Field<View: ~Copyable>: Sendable {
  let name: String
  let entry: Entry

  init(_ name: String, _ kind: Entry.Kind, _ accessor: Accessor) {
    self.name = name
    entry = Entry(kind: kind, accessor: accessor)
  }
}

@resultBuilder
public enum SchemaBuilder<View: ~Copyable> {
  public static func buildExpression(_ field: Field<View>) -> [Field<View>] { [field] }
  public static func buildExpression(_ fields: [Field<View>]) -> [Field<View>] { fields }
  public static func buildBlock(_ fields: [Field<View>]...) -> [Field<View>] { fields.flatMap { $0 } }
}

/// `{{name}}`: what the closure writes, escaped for where the tag stands.
public func value<View: ~Copyable>(
  _ name: String, _ write: @escaping @Sendable (borrowing View, Output) -> Void
) -> Field<View> {
  Field(name, .value, ValueAccessor(write))
}

/// `{{#name}}…{{/name}}` and `{{^name}}…{{/name}}`: shown where it holds, where it does not.
public func condition<View: ~Copyable>(
  _ name: String, _ holds: @escaping @Sendable (borrowing View) -> Bool
) -> Field<View> {
  Field(name, .condition, ConditionAccessor(holds))
}

/// `{{#name}}…{{/name}}`: repeated for each element, whose names are looked up first, then the ones around it.
/// `{{^name}}…{{/name}}`: shown where there is none.
public func list<View: ~Copyable, Element>(
  _ name: String, _ schema: Schema<Element>, _ elements: @escaping @Sendable (borrowing View) -> [Element]
) -> Field<View> {
  Field(name, .list(elements: schema.names), ArrayAccessor(elements))
}

/// A list whose elements are made one by one as the page is filled.
public func list<View: ~Copyable, Element: ~Copyable>(
  _ name: String, _ schema: Schema<Element>, isEmpty: @escaping @Sendable (borrowing View) -> Bool,
  each: @escaping @Sendable (borrowing View, (borrowing Element) -> Void) -> Void
) -> Field<View> {
  Field(name, .list(elements: schema.names), ListAccessor(isEmpty: isEmpty, each: each))
}

/// The names of something the view points to, borrowed where it lies: it is there for as long as the view is.
func names<View: ~Copyable, Part: ~Copyable>(
  at place: @escaping @Sendable (borrowing View) -> UnsafePointer<Part>,
  @SchemaBuilder<Part> _ fields: () -> [Field<Part>]
) -> [Field<View>] {
  fields().map { Field($0.name, $0.entry.kind, PartAccessor($0.entry.accessor, at: place)) }
}

/// `{{name}}` alone on its line: text that is Markdown by contract, as a block of its own.
public func prose<View: ~Copyable>(
  _ name: String, _ text: @escaping @Sendable (borrowing View) -> Prose
) -> Field<View> {
  Field(name, .prose, ProseAccessor(text))
}

/// `{{name}}` in a template that is HTML: bytes the tool itself made, as they are, and the same on every page.
func constant<View: ~Copyable>(_ name: String, _ bytes: [UInt8]) -> Field<View> {
  Field(name, .constant(bytes), Accessor())
}

/// `{{name}}` in a template that is HTML: bytes the tool itself made, as they are.
public func raw<View: ~Copyable>(
  _ name: String, _ write: @escaping @Sendable (borrowing View, ByteBuffer) -> Void
) -> Field<View> {
  Field(name, .raw, RawAccessor(write))
}
