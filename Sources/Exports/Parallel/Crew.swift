import Dispatch
import Synchronization

/// Several threads that do the parts of one piece of work side by side.
enum Crew {
  /// Calls `body` once for each of `0..<count` and returns when all calls have.
  ///
  /// What `body` changes belongs to one index alone; all else that it touches it only reads. The compiler cannot check
  /// that, so every call states why it holds.
  static func run(_ count: Int, _ body: (Int) -> Void) {
    if count == 1 { return body(0) }
    // Handing over through an atomic is what the memory model asks for, and what the thread sanitizer can see.
    let turn = Atomic(0)
    withoutActuallyEscaping(body) { body in
      nonisolated(unsafe) let body = body
      turn.store(1, ordering: .releasing)
      DispatchQueue.concurrentPerform(iterations: count) { index in
        _ = turn.load(ordering: .acquiring)
        body(index)
        turn.wrappingAdd(1, ordering: .acquiringAndReleasing)
      }
      _ = turn.load(ordering: .acquiring)
    }
  }
}
