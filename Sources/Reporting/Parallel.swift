import Dispatch
import Synchronization

/// Work on a range of indices, in chunks, on several threads, with results in the order of the indices.
enum Parallel {
  /// Enough for a thread to be busy a while, few enough to share the work out evenly.
  static let chunk = 256

  /// Calls `body` for each chunk of `0..<count` with a workspace of the thread's own. The first error, by chunk, is
  /// thrown after all threads have come to rest.
  static func map<Workspace, Result: Sendable>(
    count: Int, jobs: Int, chunk: Int = Parallel.chunk, workspace: @escaping @Sendable () -> Workspace,
    body: @escaping @Sendable (Range<Int>, Workspace) throws -> Result
  ) throws -> [Result] {
    let chunks = (count + chunk - 1) / chunk
    let next = Atomic(0)
    let results = Mutex([Int: Swift.Result<Result, any Error>]())
    DispatchQueue.concurrentPerform(iterations: max(1, min(jobs, chunks))) { _ in
      let workspace = workspace()
      while true {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard index < chunks else { return }
        let range = index * chunk..<min(count, (index + 1) * chunk)
        let result = Swift.Result { try body(range, workspace) }
        if case .failure = result { next.store(chunks, ordering: .relaxed) }
        results.withLock { $0[index] = result }
      }
    }
    let all = results.withLock { $0 }
    return try all.sorted { $0.key < $1.key }.map { try $0.value.get() }
  }
}
