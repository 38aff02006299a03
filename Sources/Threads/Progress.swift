import Synchronization

/// How far a run has come, for whoever waits for it. Any thread may report and any may look.
public final class Progress: Sendable {
  /// What a run does: the first four in this order.
  public enum Phase: Int, Sendable, CaseIterable {
    /// Bytes of the exports, and beside them rows.
    case reading
    /// Documents worked out and checked.
    case billing
    /// Documents written, each a page.
    case writing
    /// The lists and the exchange of the folders: no count.
    case publishing
    /// Files of a site that is verified.
    case verifying
    /// Zips written.
    case archiving
  }

  /// How far it was at one moment.
  public struct State: Sendable, Equatable {
    public var phase: Phase
    /// Of `total`, in the unit of the phase.
    public var done: Int
    /// 0 where nobody knows.
    public var total: Int
    /// Rows of usage read so far.
    public var rows: Int

    public init(phase: Phase, done: Int, total: Int, rows: Int = 0) {
      self.phase = phase
      self.done = done
      self.total = total
      self.rows = rows
    }
  }

  private let phase = Atomic(Phase.reading.rawValue)
  private let done = Atomic(0)
  private let total = Atomic(0)
  private let rows = Atomic(0)

  public init() {}

  public var state: State {
    State(
      phase: Phase(rawValue: phase.load(ordering: .relaxed)) ?? .reading, done: done.load(ordering: .relaxed),
      total: total.load(ordering: .relaxed), rows: rows.load(ordering: .relaxed))
  }

  package func begin(_ phase: Phase, total: Int = 0) {
    self.total.store(total, ordering: .relaxed)
    done.store(0, ordering: .relaxed)
    self.phase.store(phase.rawValue, ordering: .relaxed)
  }

  package func advance(by count: Int) { done.add(count, ordering: .relaxed) }

  package func count(rows count: Int) { rows.add(count, ordering: .relaxed) }
}
