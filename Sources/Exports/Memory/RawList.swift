import Glibc

/// Values one after the other, at an address that several threads may read from until the next one is added.
///
/// Invariant: `base`, which is from `Memory.lines`, holds `count` values and has room for `capacity`.
struct RawList<Value>: ~Copyable {
  private(set) var base: UnsafeMutablePointer<Value>
  private(set) var count = 0
  private var capacity = 8

  init() { base = Self.block(capacity) }

  deinit {
    base.deinitialize(count: count)
    free(base)
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

  mutating func removeAll() {
    base.deinitialize(count: count)
    count = 0
  }

  private mutating func grow() {
    capacity *= 2
    let grown = Self.block(capacity)
    grown.moveInitialize(from: base, count: count)
    free(base)
    base = grown
  }

  private static func block(_ capacity: Int) -> UnsafeMutablePointer<Value> {
    Memory.lines(bytes: capacity * MemoryLayout<Value>.stride).bindMemory(to: Value.self, capacity: capacity)
  }
}
