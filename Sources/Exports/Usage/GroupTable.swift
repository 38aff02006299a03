import Billing
import CBytes
import Glibc

/// The exact sums of usage rows by invoice and line: what stays of the rows, in 64 bytes a group and 8 to 16 to find it.
///
/// Invariant: `slots` has `1 << bits` entries, at most half of them used, each 0 or the number of a group in its lowest
/// `bits` bits, below those of the hash of its invoice and line.
struct GroupTable: ~Copyable {
  /// What did not fit a group: added to it, it makes up the sums of its rows.
  struct Rest {
    var amount = ExactDecimal.zero
    var quantity = ExactDecimal.zero
    var discount = ExactDecimal.zero
    var rows = 0
  }

  /// How many rows are looked up at a time: enough for memory to answer several questions at once.
  private static let step = 64

  private(set) var groups = GroupList()
  private var slots: UnsafeMutablePointer<UInt32>
  private var bits: UInt32 = 10
  private(set) var rests: [Int: Rest] = [:]
  /// Of the rows of each invoice, by its position divided by the number of tables.
  private var digests = RawList<FieldElement>()
  /// The groups that there were before the present file; and what those of them had added up to that it adds to.
  private var formerGroups = 0
  private var former: [Int: ExactDecimal] = [:]
  private let partitions: Int
  /// The texts that do not tell lines apart, of the groups that have any.
  private(set) var texts = TextPool()
  /// Which texts groups keep where all rows agree; the others are part of the line.
  private let keepsDescription: Bool
  private let keepsResource: Bool
  /// Every row stays a group of its own.
  private let keepsRows: Bool
  let seed: HashSeed

  /// - Parameters:
  ///   - partitions: how many tables there are: this one has the invoices that are alike modulo their number.
  ///   - seed: another one than that of all tables, for tests.
  init(_ grouping: LineGrouping, partitions: Int, seed: HashSeed = .process) {
    self.partitions = partitions
    self.seed = seed
    keepsDescription = !grouping.contains(.description)
    keepsResource = !grouping.contains(.resource)
    keepsRows = grouping.keepsRows
    slots = Memory.zeroed(1 << bits, of: UInt32.self)
  }

  deinit { free(slots) }

  /// Adds rows of a batch; `firstRow` of all usage rows came before it.
  mutating func add(_ entries: UnsafeBufferPointer<UsageEntry>, _ batch: borrowing RecordBatch, firstRow: Int) {
    var from = 0
    while from < entries.count {
      let to = min(from + Self.step, entries.count)
      reserve(Self.step)
      if !keepsRows { lookAhead(entries, from, to) }
      for index in from..<to { _ = add(entries[index], batch, firstRow: firstRow) }
      from = to
    }
  }

  /// Adds one row, and what of it does not fit an entry.
  mutating func add(_ entry: UsageEntry, _ wide: WideCharge?, _ batch: borrowing RecordBatch, firstRow: Int) {
    reserve(1)
    let number = add(entry, batch, firstRow: firstRow)
    guard let wide else { return }
    var rest = rests[number] ?? Rest()
    rest.amount += wide.amount
    if !wide.discount.isZero { rest.discount += wide.discount }
    if let quantity = wide.quantity { rest.quantity += quantity }
    rest.rows += wide.rows
    rests[number] = rest
  }

  /// What the rows of the present file charge, group by group, by the positions of their invoices; and begins another file.
  mutating func takeAmounts(_ body: (_ invoice: Int, _ amount: ExactDecimal) -> Void) {
    for number in (formerGroups + 1)..<(groups.count + 1) { body(Int(groups[number].pointee.invoice), amount(number)) }
    for (number, before) in former {
      body(Int(groups[number].pointee.invoice), amount(number) - before)
      groups[number].pointee.isTouched = false
    }
    formerGroups = groups.count
    former = [:]
  }

  /// What a group has added up to.
  private func amount(_ number: Int) -> ExactDecimal {
    let group = groups[number].pointee
    let amount = ExactDecimal(group.amount, scale: Int(group.amountScale))
    return rests[number].map { amount + $0.amount } ?? amount
  }

  /// Asks for the slots of rows, and then for their groups: the answers come side by side, not one after the other.
  @inline(__always)
  private func lookAhead(_ entries: UnsafeBufferPointer<UsageEntry>, _ from: Int, _ to: Int) {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: Self.step) { hashes in
      for index in from..<to {
        let hash = hash(entries[index].invoice, entries[index].line)
        hashes[index &- from] = hash
        cbytes_prefetch(slots + Int(hash & mask))
      }
      for index in 0..<(to &- from) { cbytes_prefetch(groups[guess(hashes[index])]) }
    }
  }

  /// The first group whose invoice and line may have this hash, nearly always the one that is looked for.
  @inline(__always)
  private func guess(_ hash: UInt32) -> Int {
    let mask = mask
    var slot = hash & mask
    while slots[Int(slot)] != 0, (slots[Int(slot)] ^ hash) & ~mask != 0 { slot = (slot &+ 1) & mask }
    return Int(slots[Int(slot)] & mask)
  }

  /// - Precondition: there is room for one more group.
  @inline(__always)
  private mutating func add(_ entry: UsageEntry, _ batch: borrowing RecordBatch, firstRow: Int) -> Int {
    let order = firstRow &+ Int(entry.row) &+ 1
    addDigest(entry)
    let hash = hash(entry.invoice, entry.line)
    if keepsRows { return append(entry, batch, order: order) }
    let mask = mask
    var slot = hash & mask
    while slots[Int(slot)] != 0 {
      if (slots[Int(slot)] ^ hash) & ~mask == 0 {
        let number = Int(slots[Int(slot)] & mask)
        let group = groups[number]
        if group.pointee.invoice == entry.invoice, group.pointee.line == entry.line {
          merge(entry, batch, order: order, into: number)
          return number
        }
      }
      slot = (slot &+ 1) & mask
    }
    let number = append(entry, batch, order: order)
    slots[Int(slot)] = hash & ~mask | UInt32(truncatingIfNeeded: number)
    return number
  }

  /// What tells whether the usage of an invoice is that of another run.
  func digest(of invoice: Int) -> UsageDigest {
    let index = invoice / partitions
    return index < digests.count ? UsageDigest(digests[index]) : UsageDigest()
  }

  @inline(__always)
  private mutating func addDigest(_ entry: UsageEntry) {
    let index = partitions == 1 ? Int(entry.invoice) : Int(entry.invoice) / partitions
    while index >= digests.count { digests.append(.zero) }
    digests.base[index] = digests.base[index] + entry.digest
  }

  /// Of the bits of a slot that are its position in a hash, and the number of its group.
  private var mask: UInt32 {
    @inline(__always) get { 1 &<< bits &- 1 }
  }

  private mutating func append(_ entry: UsageEntry, _ batch: borrowing RecordBatch, order: Int) -> Int {
    var group = Group(entry, order: order)
    let fields = batch.fields(Int(entry.row))
    group.category = number(fields[.category])
    if keepsDescription { group.description = number(fields[.description]) }
    if keepsResource { group.resource = number(fields[.resource]) }
    return groups.append(group)
  }

  @inline(__always)
  private mutating func merge(_ entry: UsageEntry, _ batch: borrowing RecordBatch, order: Int, into number: Int) {
    let group = groups[number]
    if number <= formerGroups, !group.pointee.isTouched { touch(number) }
    if !CompactSum.add(entry.amount, entry.amountScale, to: &group.pointee.amount, &group.pointee.amountScale) {
      spillAmount(entry, number)
    }
    if group.pointee.hasQuantity {
      if !entry.hasQuantity || entry.unit != group.pointee.unit {
        group.pointee.hasQuantity = false
      } else if !CompactSum.add(
        entry.quantity, entry.quantityScale, to: &group.pointee.quantity, &group.pointee.quantityScale)
      {
        spillQuantity(entry, number)
      }
    }
    if group.pointee.unit != entry.unit { group.pointee.unit = 0 }
    if group.pointee.unitPrice != entry.unitPrice { group.pointee.unitPrice = 0 }
    let (rows, overflow) = group.pointee.rows.addingReportingOverflow(UInt32(entry.rows))
    if overflow { spillRows(number) }
    group.pointee.rows = overflow ? UInt32(entry.rows) : rows
    if order < group.pointee.order { group.pointee.order = order }
    // What is 0 stays so, and nothing more is asked of the row's text.
    if group.pointee.category | group.pointee.description | group.pointee.resource != 0 {
      keepCommonTexts(batch.fields(Int(entry.row)), group)
    }
  }

  /// Notes what a group of former files has added up to.
  @inline(never)
  private mutating func touch(_ number: Int) {
    former[number] = amount(number)
    groups[number].pointee.isTouched = true
  }

  private func keepCommonTexts(_ fields: RowFields, _ group: UnsafeMutablePointer<Group>) {
    if !holds(group.pointee.category, fields[.category]) { group.pointee.category = 0 }
    if !holds(group.pointee.description, fields[.description]) { group.pointee.description = 0 }
    if !holds(group.pointee.resource, fields[.resource]) { group.pointee.resource = 0 }
  }

  private func holds(_ number: UInt32, _ text: FieldText?) -> Bool {
    guard number != 0, let text else { return false }
    return texts.lookup.holds(number, text)
  }

  private mutating func number(_ text: FieldText?) -> UInt32 { text.map { texts.number(of: $0) } ?? 0 }

  /// Hands the sum over to the rest of the group and begins a new one.
  @inline(never)
  private mutating func spillAmount(_ entry: UsageEntry, _ number: Int) {
    let group = groups[number]
    rests[number, default: Rest()].amount += ExactDecimal(
      group.pointee.amount, scale: Int(group.pointee.amountScale))
    group.pointee.amount = entry.amount
    group.pointee.amountScale = entry.amountScale
  }

  @inline(never)
  private mutating func spillQuantity(_ entry: UsageEntry, _ number: Int) {
    let group = groups[number]
    rests[number, default: Rest()].quantity += ExactDecimal(
      Int128(group.pointee.quantity), scale: Int(group.pointee.quantityScale))
    group.pointee.quantity = entry.quantity
    group.pointee.quantityScale = entry.quantityScale
  }

  @inline(never)
  private mutating func spillRows(_ number: Int) {
    rests[number, default: Rest()].rows += Int(groups[number].pointee.rows)
    groups[number].pointee.rows = 0
  }

  /// The sums are final: only looking rows up needs the slots.
  mutating func close() {
    free(slots)
    bits = 0
    slots = Memory.zeroed(1, of: UInt32.self)
  }

  private mutating func reserve(_ more: Int) {
    if !keepsRows, (groups.count + more) * 2 >= 1 << bits { growSlots() }
  }

  private mutating func growSlots() {
    free(slots)
    bits += 1
    precondition(bits < 32, "more groups than there are numbers for")
    slots = Memory.zeroed(1 << bits, of: UInt32.self)
    for number in 1..<(groups.count + 1) {
      let group = groups[number]
      let hash = hash(group.pointee.invoice, group.pointee.line)
      var slot = hash & mask
      while slots[Int(slot)] != 0 { slot = (slot &+ 1) & mask }
      slots[Int(slot)] = hash & ~mask | UInt32(truncatingIfNeeded: number)
    }
  }

  @inline(__always)
  private func hash(_ invoice: UInt32, _ line: UInt32) -> UInt32 {
    UInt32(truncatingIfNeeded: seed.hash(UInt64(invoice) &<< 32 | UInt64(line)) &>> 32)
  }
}
