import Billing

/// What one run changed, document by document.
public struct ChangesView: Sendable {
  public struct Row: Sendable {
    public var entry: LedgerEntry
    /// `new`, `updated`, `reissued`, `withdrawn` or `dropped`.
    public var kind: String
    public var text: String
    /// The page of its period; the page that is kept of what was withdrawn.
    public var page: String

    public init(entry: LedgerEntry, kind: String, text: String, page: String) {
      self.entry = entry
      self.kind = kind
      self.text = text
      self.page = page
    }
  }

  struct Count {
    let change: String
    let count: Int
  }

  public var number: Int
  public var asOf: Day
  public var reason: String?
  /// The page of the run before, in the same folder.
  public var former: String?
  /// What is said in other words since the site is in another format; nil where it is not.
  public var format: String?
  /// None where they are too many.
  public let rows: [Row]?
  let counts: [Count]
  /// The numbers of documents that were held back.
  public var held: [String]

  /// - Parameters:
  ///   - counts: how many documents there are of each kind of change.
  ///   - row: makes the row of a document, by its position among all of them.
  public init(
    number: Int, asOf: Day, reason: String?, former: String?, counts: [(kind: String, count: Int)], held: [String],
    row: (Int) -> Row
  ) {
    self.number = number
    self.asOf = asOf
    self.reason = reason
    self.former = former
    self.held = held
    self.counts = counts.map { Count(change: $0.kind, count: $0.count) }
    let total = counts.reduce(0) { $0 + $1.count }
    rows = total <= IndexView.most ? (0..<total).map(row) : nil
  }
}
