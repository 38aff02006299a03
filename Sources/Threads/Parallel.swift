import Dispatch
import Synchronization

/// Work on a range of indices, in chunks, on several threads.
package enum Parallel {
  /// Enough for a thread to be busy a while, few enough to share the work out evenly.
  package static let chunk = 256

  /// Calls `body` for each chunk of `0..<count` with scratch of the thread's own, and `combine` with its result: in
  /// the order of the chunks, one at a time, as soon as those before are done. So results need not be kept.
  ///
  /// - Throws: the first error, by chunk, once all threads have come to rest.
  package static func fold<Total: Sendable, Scratch, Result: Sendable>(
    _ total: Total, count: Int, jobs: Int, chunk: Int = Parallel.chunk,
    scratch: @escaping @Sendable () -> Scratch,
    body: @escaping @Sendable (Range<Int>, Scratch) throws -> Result,
    combine: @escaping @Sendable (inout Total, Result) throws -> Void
  ) throws -> Total {
    let chunks = (count + chunk - 1) / chunk
    let next = Atomic(0)
    let line = Locked(Line<Total, Result>(total: total))
    DispatchQueue.concurrentPerform(iterations: max(1, min(jobs, chunks))) { _ in
      let scratch = scratch()
      while true {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard index < chunks else { return }
        let result = Swift.Result { try body(index * chunk..<min(count, (index + 1) * chunk), scratch) }
        let goesOn = line.withLock { $0.take(result, index, combine) }
        if !goesOn { next.store(chunks, ordering: .relaxed) }
      }
    }
    return try line.withLock { line in
      if let failure = line.failure { throw failure }
      return line.total
    }
  }

  /// The results of `body` for each chunk, in order.
  package static func map<Scratch, Result: Sendable>(
    count: Int, jobs: Int, chunk: Int = Parallel.chunk, scratch: @escaping @Sendable () -> Scratch,
    body: @escaping @Sendable (Range<Int>, Scratch) throws -> Result
  ) throws -> [Result] {
    try fold([], count: count, jobs: jobs, chunk: chunk, scratch: scratch, body: body) { $0.append($1) }
  }

  /// Results that wait for those before them.
  private struct Line<Total, Result> {
    var total: Total
    private var waiting: [Int: Swift.Result<Result, any Error>] = [:]
    private var next = 0
    private(set) var failure: (any Error)?

    init(total: Total) {
      self.total = total
    }

    /// Whether work goes on: not after a failure, but chunks before it may still fail with an earlier one.
    mutating func take(
      _ result: Swift.Result<Result, any Error>, _ index: Int, _ combine: (inout Total, Result) throws -> Void
    ) -> Bool {
      waiting[index] = result
      while failure == nil, let result = waiting.removeValue(forKey: next) {
        next += 1
        do { try combine(&total, result.get()) } catch { failure = error }
      }
      if case .failure = result { return false }
      return failure == nil
    }
  }
}
