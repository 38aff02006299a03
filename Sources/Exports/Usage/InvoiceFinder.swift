import Billing

/// Finds the invoice a usage row belongs to: by its number, or by workspace and time.
///
/// Texts are looked up by their bytes first, which finds nearly all; those that differ in their bytes and not in what
/// they show, such as é as one character and as two, count as equal here as everywhere.
struct InvoiceFinder: ~Copyable {
  /// What a row says of the invoice it belongs to, apart from its workspace.
  struct Clue {
    /// The billing period it states; it wins over the timestamp.
    var period: BillingPeriod?
    var day: Day?
    var currency: Currency?
  }

  enum Answer {
    case invoice(Int)
    case several(Int, Int)
    case none
  }

  /// What rows are held against, close together.
  struct Facts {
    /// By number in `workspaces`.
    var workspace: UInt32
    var period: BillingPeriod
    var currency: Currency
    var statesPeriod: Bool
  }

  let invoices: [InvoiceHeader]
  /// Numbers of invoices whose own rows were refused: their usage is not to blame.
  let refused: Set<String>
  private(set) var facts: [Facts] = []
  /// The number of text `n` is that of the invoice at `n - 1`.
  private var numbers = TextPool()
  private var workspaces = TextPool()
  /// For each text of `workspaces` the first one that shows the same.
  private var firstAlike: [UInt32] = [0]
  /// The invoices of the first workspace `n` are those from `starts[n]` to `starts[n + 1]` of `ofWorkspaces`.
  private var starts: [Int] = []
  private var ofWorkspaces: [Int] = []
  /// The same by strings, for what differs in bytes from all of them; made when it is asked for.
  private lazy var spelled = Spelled(invoices)

  private struct Spelled {
    var numbers: [String: Int] = [:]
    var workspaces: [String: [Int]] = [:]

    init(_ invoices: [InvoiceHeader]) {
      for (index, invoice) in invoices.enumerated() {
        numbers[invoice.number] = index
        if invoice.isFoundByTime { workspaces[invoice.workspace, default: []].append(index) }
      }
    }
  }

  init(_ invoices: [InvoiceHeader], refused: Set<String> = []) {
    self.invoices = invoices
    self.refused = refused
    facts.reserveCapacity(invoices.count)
    let isPlain = invoices.allSatisfy { $0.workspace.utf8.allSatisfy { $0 < 0x80 } }
    var alike: [String: UInt32] = [:]
    for invoice in invoices {
      _ = numbers.number(of: invoice.number)
      let workspace = workspaces.number(of: invoice.workspace)
      if workspace == firstAlike.count {
        firstAlike.append(workspace)
        if !isPlain {
          firstAlike[Int(workspace)] = alike[invoice.workspace] ?? workspace
          alike[invoice.workspace] = firstAlike[Int(workspace)]
        }
      }
      facts.append(
        Facts(
          workspace: workspace, period: invoice.period, currency: invoice.currency,
          statesPeriod: invoice.statesPeriod))
    }
    sortByWorkspace()
  }

  /// Sorts by counting: how many each workspace has says where the next one's begin.
  private mutating func sortByWorkspace() {
    let sorted = invoices.indices.filter { invoices[$0].isFoundByTime }
    starts = [Int](repeating: 0, count: workspaces.count + 2)
    for index in sorted { starts[Int(firstAlike[Int(facts[index].workspace)]) + 2] += 1 }
    for index in starts.indices.dropFirst() { starts[index] += starts[index - 1] }
    ofWorkspaces = [Int](repeating: 0, count: sorted.count)
    for index in sorted {
      let next = Int(firstAlike[Int(facts[index].workspace)]) + 1
      ofWorkspaces[starts[next]] = index
      starts[next] += 1
    }
  }
}

extension InvoiceFinder {
  /// The invoice whose number has these bytes.
  @inline(__always)
  func invoice(number: Field) -> Int? {
    let found = numbers.find(number.key, number.start)
    return found == 0 ? nil : Int(found) &- 1
  }

  /// The invoice of this number, by what it shows.
  mutating func invoice(spelled number: String) -> Int? { spelled.numbers[number] }

  /// Whether the bytes of a field are those of the workspace of an invoice.
  @inline(__always)
  func isWorkspace(_ field: Field, of invoice: Int) -> Bool {
    workspaces.holds(facts[invoice].workspace, field.key, field.start)
  }

  /// The invoice of a workspace, by its bytes, that fits.
  func find(workspace: Field, _ clue: Clue) -> Answer {
    let number = Int(firstAlike[Int(workspaces.find(workspace.key, workspace.start))])
    if number == 0 { return .none }
    return find(clue, among: ofWorkspaces[starts[number]..<starts[number + 1]])
  }

  /// The same, and by what the workspace shows where no invoice has its bytes.
  mutating func find(workspace: Field, spelled clue: Clue) -> Answer {
    if workspaces.find(workspace.key, workspace.start) != 0 { return find(workspace: workspace, clue) }
    return find(clue, among: (spelled.workspaces[workspace.text] ?? [])[...])
  }

  private func find(_ clue: Clue, among candidates: ArraySlice<Int>) -> Answer {
    var found: Int?
    for index in candidates where fits(facts[index], clue) {
      if let found { return .several(found, index) }
      found = index
    }
    return found.map { .invoice($0) } ?? .none
  }

  private func fits(_ invoice: Facts, _ clue: Clue) -> Bool {
    if let currency = clue.currency, currency != invoice.currency { return false }
    if let period = clue.period { return invoice.period.start <= period.start && period.end <= invoice.period.end }
    return clue.day.map(invoice.period.contains) ?? false
  }
}

extension InvoiceHeader {
  /// A void invoice bills nothing, and a credit note is billed by number only.
  fileprivate var isFoundByTime: Bool { lifecycle != .void && type == .invoice }
}
