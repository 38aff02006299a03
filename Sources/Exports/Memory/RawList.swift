/// Values one after the other, at an address that several threads may read from until the next one is added.
///
/// Invariant: `base` holds `count` values and has room for `capacity`.
struct RawList<Value>: ~Copyable {
  private(set) var base: UnsafeMutablePointer<Value>
  private(set) var count = 0
  private var capacity = 8

  init() { base = .allocate(capacity: capacity) }

  deinit {
    base.deinitialize(count: count)
    base.deallocate()
  }

  subscript(index: Int) -> Value {
    get {
      precondition(index >= 0 && index < count, "no such value in this list")
      return base[index]
    }
    set {
      precondition(index >= 0 && index < count, "no such value in this list")
      base[index] = newValue
    }
  }

  mutating func append(_ value: Value) {
    if count == capacity { grow() }
    (base + count).initialize(to: value)
    count += 1
  }

  private mutating func grow() {
    capacity *= 2
    let grown = UnsafeMutablePointer<Value>.allocate(capacity: capacity)
    grown.moveInitialize(from: base, count: count)
    base.deallocate()
    base = grown
  }
}
