/// A value that hardly anything has, kept outside what holds it: it takes one word there while it is `none`.
enum OutOfLine<Value: Sendable>: Sendable {
  case none
  indirect case value(Value)

  /// - Parameter isNone: whether the value says nothing.
  init(_ value: Value, isNone: Bool) {
    self = isNone ? .none : .value(value)
  }
}

extension OutOfLine: Equatable where Value: Equatable {}
