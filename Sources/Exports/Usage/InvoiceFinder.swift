import Billing
import CBytes

/// Finds the invoice a usage row belongs to: by its number, or by workspace and time. Texts are the same where their bytes
/// are.
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

  /// What rows are held against, in one cache line: rows of an invoice are far from each other, and what their texts
  /// are compared with is mostly not in the cache.
  struct Facts {
    var number: TextLookup.Entry
    /// The workspace as a text of up to 16 bytes; the length of a longer one is `.max`.
    var workspaceA: UInt64
    var workspaceB: UInt64
    /// By number in `workspaces`.
    var workspace: UInt32
    var period: BillingPeriod
    var workspaceLength: UInt8
    var statesPeriod: Bool
    var currency: Currency

    /// - Parameter workspace: an entry of `workspaces`, by its number there.
    init(_ invoice: InvoiceHeader, number: TextLookup.Entry, workspace: TextLookup.Entry, at index: UInt32) {
      self.number = number
      self.workspace = index
      workspaceA = workspace.a
      workspaceB = workspace.b
      workspaceLength = workspace.length <= 16 ? UInt8(workspace.length) : .max
      statesPeriod = invoice.statesPeriod
      currency = invoice.currency
      period = invoice.period
    }

    @inline(__always)
    func isWorkspace(_ text: FieldText, among workspaces: TextLookup) -> Bool {
      if workspaceLength == .max { return workspaces.holds(workspace, text) }
      let key = text.key(workspaces.seed)
      return key.length == UInt32(workspaceLength) && key.a == workspaceA && key.b == workspaceB
    }
  }

  /// To be used by several threads, as long as the finder is there.
  struct Lookup {
    fileprivate let numbers: TextLookup
    fileprivate let workspaces: TextLookup
    fileprivate let facts: UnsafePointer<Facts>
    fileprivate let starts: UnsafePointer<Int>
    fileprivate let ofWorkspaces: UnsafePointer<Int>

    /// The invoice whose number has these bytes.
    @inline(never)
    func invoice(number: FieldText) -> Int? {
      let found = numbers.find(number)
      return found == 0 ? nil : Int(found) &- 1
    }

    /// What an invoice is looked for by.
    @inline(__always)
    func hash(_ number: FieldText) -> UInt32 { number.key(numbers.seed).hash }

    /// Looking ahead for an invoice, in two steps: each asks for what the next one reads.
    @inline(__always)
    func lookAhead(hash: UInt32) { numbers.lookAhead(hash: hash) }

    /// 1 more than the position of the invoice whose number has a hash, nearly always; 0 where there is none.
    @inline(__always)
    func guess(hash: UInt32) -> UInt32 {
      let guess = numbers.guess(hash: hash)
      cbytes_prefetch(facts + (Int(guess) &- 1))
      return guess
    }

    /// As `invoice(number:)`, with a guess to begin with.
    @inline(__always)
    func invoice(number: FieldText, guess: UInt32) -> Int? {
      if guess != 0, facts[Int(guess) &- 1].number.holds(number.key(numbers.seed), number.start, long: numbers.long) {
        return Int(guess) &- 1
      }
      return invoice(number: number)
    }

    @inline(__always)
    subscript(invoice: Int) -> Facts { facts[invoice] }

    /// Whether these are the bytes of the workspace of an invoice.
    @inline(__always)
    func isWorkspace(_ text: FieldText, of invoice: Int) -> Bool {
      facts[invoice].isWorkspace(text, among: workspaces)
    }

    /// The invoice of a workspace that fits, by its bytes.
    func find(workspace: FieldText, _ clue: Clue) -> Answer {
      let number = Int(workspaces.find(workspace))
      return find(
        clue,
        among: UnsafeBufferPointer(start: ofWorkspaces + starts[number], count: starts[number + 1] - starts[number]))
    }

    fileprivate func find(_ clue: Clue, among candidates: UnsafeBufferPointer<Int>) -> Answer {
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

  let invoices: [InvoiceHeader]
  /// Numbers of invoices whose own rows were refused: their usage is not to blame.
  let refused: Set<Identifier>
  /// Whether rows of invoices were lost whose numbers nobody knows.
  let isIncomplete: Bool
  /// What numbers and workspaces look like that are not ASCII; made when a row finds none.
  private lazy var shownNumbers = ShownForms(invoices.lazy.map(\.number))
  private lazy var shownWorkspaces = ShownForms(invoices.lazy.map(\.workspace))
  private var facts = RawList<Facts>()
  /// The number of text `n` is that of the invoice at `n - 1`.
  private let numbers: TextPool
  private var workspaces = TextPool()
  /// The invoices of the workspace `n` are those from `starts[n]` to `starts[n + 1]` of `ofWorkspaces`.
  private var starts = RawList<Int>()
  private var ofWorkspaces = RawList<Int>()
  /// - Parameter numbers: those of the invoices, in their order.
  init(_ invoices: [InvoiceHeader], numbers: consuming TextPool, refused: Set<Identifier>, isIncomplete: Bool = false) {
    self.isIncomplete = isIncomplete
    self.invoices = invoices
    self.numbers = numbers
    self.refused = refused
    for index in invoices.indices {
      let workspace = workspaces.number(of: invoices[index].workspace.text)
      facts.append(
        Facts(
          invoices[index], number: self.numbers.lookup.entries[index + 1],
          workspace: workspaces.lookup.entries[Int(workspace)], at: workspace))
    }
    sortByWorkspace()
  }

  var lookup: Lookup {
    Lookup(
      numbers: numbers.lookup, workspaces: workspaces.lookup, facts: facts.base,
      starts: starts.base, ofWorkspaces: ofWorkspaces.base)
  }

  /// Whether a number looks like one that an invoice has, or is one.
  mutating func looksLikeAnother(number: Identifier) -> Bool {
    shownNumbers.contains(number) { form in lookup.invoice(number: form) != nil }
  }

  /// Whether a workspace looks like one that an invoice is for, or is one.
  mutating func looksLikeAnother(workspace: Identifier) -> Bool {
    shownWorkspaces.contains(workspace) { form in workspaces.lookup.find(form) != 0 }
  }

  /// Sorts by counting: how many each workspace has says where the next one's begin.
  private mutating func sortByWorkspace() {
    var counts = [Int](repeating: 0, count: workspaces.count)
    let sorted = invoices.indices.filter { Self.isFoundByTime(invoices[$0].lifecycle, invoices[$0].type) }
    for index in sorted { counts[workspace(of: index)] += 1 }
    starts.append(0)
    for count in counts { starts.append(starts[starts.count - 1] + count) }
    for _ in sorted { ofWorkspaces.append(0) }
    for index in sorted.reversed() {
      let workspace = workspace(of: index)
      counts[workspace] -= 1
      ofWorkspaces[starts[workspace] + counts[workspace]] = index
    }
  }

  /// A void invoice bills nothing, and a credit note is billed by number only.
  private static func isFoundByTime(_ lifecycle: Lifecycle, _ type: DocumentType) -> Bool {
    lifecycle != .void && type == .invoice
  }

  private func workspace(of invoice: Int) -> Int { Int(facts[invoice].workspace) }
}
