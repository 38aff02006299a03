import Dispatch

/// Work that goes on beside the rest of a run, until its value is asked for.
package final class Background<Value: Sendable>: Sendable {
  private let work: @Sendable () throws -> Value
  private let group = DispatchGroup()
  private let result = Locked<Result<Value, any Error>?>(nil)

  /// - Parameter jobs: with one thread there is nothing beside: the work is done when its value is asked for.
  package init(jobs: Int, _ work: @escaping @Sendable () throws -> Value) {
    self.work = work
    guard jobs > 1 else { return }
    DispatchQueue.global().async(group: group) {
      let result = Result { try work() }
      self.result.withLock { $0 = result }
    }
  }

  /// Waits for the work, and throws what it threw.
  package func value() throws -> Value {
    group.wait()
    if let result = result.withLock({ $0 }) { return try result.get() }
    return try work()
  }
}
