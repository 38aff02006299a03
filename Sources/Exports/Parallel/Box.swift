/// A value with a place of its own, to be changed there by one thread at a time.
final class Box<Value: ~Copyable> {
  var value: Value

  init(_ value: consuming Value) { self.value = value }
}
