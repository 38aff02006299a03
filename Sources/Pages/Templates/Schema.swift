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
public struct Schema<View>: Sendable {
  let names: Names

  /// Of two fields of one name the first counts.
  public init(@SchemaBuilder<View> _ fields: () -> [Field<View>]) {
    names = Names(fields().map { (name: $0.name, entry: $0.entry) })
  }
}

/// One name of a schema; made by `value`, `condition`, `list`, `prose` and `raw`.
public struct Field<View>: Sendable {
  let name: String
  let entry: Entry
}

@resultBuilder
public enum SchemaBuilder<View> {
  public static func buildExpression(_ field: Field<View>) -> [Field<View>] { [field] }
  public static func buildExpression(_ fields: [Field<View>]) -> [Field<View>] { fields }
  public static func buildBlock(_ fields: [Field<View>]...) -> [Field<View>] { fields.flatMap { $0 } }
}

/// `{{name}}`: what the closure writes, escaped for where the tag stands.
public func value<View>(_ name: String, _ write: @escaping @Sendable (View, inout Output) -> Void) -> Field<View> {
  Field(name: name, entry: .value { frame, out in write(frame.view(), &out) })
}

/// `{{#name}}…{{/name}}` and `{{^name}}…{{/name}}`: shown where it holds, where it does not.
public func condition<View>(_ name: String, _ holds: @escaping @Sendable (View) -> Bool) -> Field<View> {
  Field(name: name, entry: .condition { frame in holds(frame.view()) })
}

/// `{{#name}}…{{/name}}`: repeated for each element, whose names are looked up first, then the ones around it.
/// `{{^name}}…{{/name}}`: shown where there is none.
public func list<View, Element>(
  _ name: String, _ schema: Schema<Element>, _ elements: @escaping @Sendable (View) -> [Element]
) -> Field<View> {
  let each: @Sendable (Frame, (Frame) -> Void) -> Void = { frame, body in
    let elements = elements(frame.view())
    guard let first = elements.first else { return }
    let inner = FrameOf(first)
    for element in elements {
      inner.current = element
      body(inner)
    }
  }
  let isEmpty: @Sendable (Frame) -> Bool = { elements($0.view()).isEmpty }
  return Field(name: name, entry: .list(schema.names, isEmpty: isEmpty, each: each))
}

/// `{{name}}` alone on its line: text that is Markdown by contract, as a block of its own.
public func prose<View>(_ name: String, _ text: @escaping @Sendable (View) -> Prose) -> Field<View> {
  Field(name: name, entry: .prose { frame in text(frame.view()) })
}

/// `{{name}}` in a template that is HTML: bytes the tool itself made, as they are.
public func raw<View>(_ name: String, _ write: @escaping @Sendable (View, ByteBuffer) -> Void) -> Field<View> {
  Field(name: name, entry: .raw { frame, buffer in write(frame.view(), buffer) })
}
