import Billing

/// Which documents and payments belong to which workspace, as positions: nothing is copied to group it.
struct WorkspaceGroups: Sendable {
  /// By their bytes. Money that nobody is named for is under no name.
  private let ids: [Identifier]
  /// The positions of the published documents: by month, the newest first, then by number.
  let newest: [Int]
  private let published: Groups
  private let known: Groups
  private let payments: Groups

  var count: Int { ids.count }

  init(_ contents: IndexWriter.Contents) {
    let documents = contents.published
    let payments = contents.accounts.payments.all
    var index = WorkspaceIndex()
    let ofPublished = documents.map { index.group(of: $0.workspace) }
    let ofKnown = contents.known.map { index.group(of: $0.workspace) }
    let ofPayments = payments.map { index.group(of: $0.workspace ?? "") }
    let (ids, ranks) = index.sorted()
    self.ids = ids
    let count = ids.count

    newest = Self.newest(documents)
    published = Groups(newest, count) { ranks[ofPublished[$0]] }
    known = Groups(contents.known.indices, count) { ranks[ofKnown[$0]] }
    self.payments = Groups(payments.indices, count) { ranks[ofPayments[$0]] }
  }

  /// Months are put in order first: most of them are by number already, and a list that is sorted is sorted fast.
  private static func newest(_ documents: [LedgerEntry]) -> [Int] {
    var months: [Month: [Int]] = [:]
    for position in documents.indices { months[documents[position].month, default: []].append(position) }
    return months.sorted { $0.key > $1.key }.flatMap { _, positions in
      positions.sorted { NumberOrder.precedes(documents[$0].number, documents[$1].number) }
    }
  }

  func id(_ group: Int) -> Identifier { ids[group] }

  /// Its published documents, newest first.
  func published(_ group: Int) -> ArraySlice<Int> { published[group] }

  /// Of several names a workspace had, the latest.
  func name(_ group: Int, _ contents: IndexWriter.Contents) -> String? {
    let newest = known[group].min { LedgerEntry.isListedBefore(contents.known[$0], contents.known[$1]) }
    return newest.map { contents.known[$0].workspaceName }
      ?? published[group].first.map { contents.published[$0].workspaceName }
  }

  /// Its accounts, over all of its documents.
  func statements(_ group: Int, _ contents: IndexWriter.Contents) -> [Statement] {
    let accounts = contents.accounts.payments
    let unlisted = contents.unlisted
    func counts(_ position: Int) -> Bool {
      guard accounts.counts(position) else { return false }
      return unlisted.isEmpty || !(accounts.all[position].invoice.map(unlisted.contains) ?? false)
    }
    return Statement.of(
      ids[group],
      documents: known[group].lazy.map { contents.known[$0] },
      payments: payments[group].lazy.filter(counts).map { accounts.all[$0] },
      settled: payments[group].lazy.filter { !counts($0) }.map { accounts.all[$0] }, asOf: contents.asOf)
  }
}

/// Numbers workspaces as they are met.
private struct WorkspaceIndex {
  private var groups: [Identifier: Int] = [:]

  mutating func group(of workspace: Identifier) -> Int {
    if let group = groups[workspace] { return group }
    let group = groups.count
    groups[workspace] = group
    return group
  }

  /// All by their bytes, and the rank of each number.
  func sorted() -> (ids: [Identifier], ranks: [Int]) {
    let sorted = groups.sorted { $0.key < $1.key }
    var ranks = [Int](repeating: 0, count: sorted.count)
    for (rank, entry) in sorted.enumerated() { ranks[entry.value] = rank }
    return (sorted.map(\.key), ranks)
  }
}

/// Positions put together by the group they belong to, in each group in the order they come in.
private struct Groups: Sendable {
  /// Where each group starts, and where the last one ends.
  private var starts: [Int]
  private var positions: [Int]

  init(_ order: some Collection<Int>, _ count: Int, group: (Int) -> Int) {
    starts = [Int](repeating: 0, count: count + 1)
    positions = [Int](repeating: 0, count: order.count)
    for position in order { starts[group(position) + 1] += 1 }
    for group in 0..<count { starts[group + 1] += starts[group] }
    var next = starts
    for position in order {
      let group = group(position)
      positions[next[group]] = position
      next[group] += 1
    }
  }

  subscript(group: Int) -> ArraySlice<Int> { positions[starts[group]..<starts[group + 1]] }
}
