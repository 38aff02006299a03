import Billing
import Glibc

/// The exact sums of usage rows by invoice and line: what stays of the rows, in 64 bytes a group and about 12 to find it.
///
/// Invariants: `groups` holds one group for each number from 1 to `count`, and an empty one at 0; `slots` has a power of two of entries, at
/// most seven eighths of them used, each 0 or the number of a group below the hash of its invoice and line.
struct GroupTable: ~Copyable {
  /// The rows of one invoice that make one line together.
  struct Group: BitwiseCopyable {
    /// With what `rests` holds of the group, the sum of its rows; likewise the quantity.
    var amount: Int128
    var quantity: Int64
    var invoice: UInt32
    var line: UInt32
    /// Texts and values on which all rows agree, 0 where they do not or have none.
    var unit: UInt32
    var unitPrice: UInt32
    var category: UInt32
    var description: UInt32
    var resource: UInt32
    var rows: UInt32
    private var orderLow: UInt32
    private var orderHigh: UInt8
    var amountScale: UInt8
    var quantityScale: UInt8
    /// Whether the units of all rows agree and each states a quantity.
    var hasQuantity: Bool

    init(_ entry: UsageEntry, order: Int) {
      amount = entry.amount
      quantity = entry.quantity
      invoice = entry.invoice
      line = entry.line
      unit = entry.unit
      unitPrice = entry.unitPrice
      category = 0
      description = 0
      resource = 0
      rows = 1
      orderLow = UInt32(truncatingIfNeeded: order)
      orderHigh = UInt8(clamping: order >> 32)
      amountScale = entry.amountScale
      quantityScale = entry.quantityScale
      hasQuantity = entry.hasQuantity
    }

    /// The number of its first row among all usage rows, up to 10^12.
    var order: Int {
      get { Int(orderHigh) &<< 32 | Int(orderLow) }
      set {
        orderLow = UInt32(truncatingIfNeeded: newValue)
        orderHigh = UInt8(clamping: newValue >> 32)
      }
    }
  }

  /// What did not fit a group: added to it, it makes up the sums of its rows.
  struct Rest {
    var amount = ExactDecimal.zero
    var quantity = ExactDecimal.zero
    var discount = ExactDecimal.zero
    var rows = 0
  }

  /// How many rows are looked up at a time: enough for memory to answer several questions at once.
  private static let step = 32

  private(set) var groups: UnsafeMutablePointer<Group>
  private(set) var count = 0
  private var capacity = 1 << 10
  private var slots: UnsafeMutablePointer<UInt64>
  private var mask = 1 << 10 - 1
  private(set) var rests: [Int: Rest] = [:]
  /// The texts that do not tell lines apart, of the groups that have any.
  private(set) var texts = TextPool()
  /// Which texts groups keep where all rows agree; the others are part of the line.
  private let keepsDescription: Bool
  private let keepsResource: Bool
  /// Every row stays a group of its own.
  private let keepsRows: Bool
  /// What looking ahead has read, so that it is not optimised away.
  private var seen: UInt32 = 0

  init(_ grouping: LineGrouping) {
    keepsDescription = !grouping.contains(.description)
    keepsResource = !grouping.contains(.resource)
    keepsRows = grouping.keepsRows
    groups = Memory.allocate(capacity + 1, of: Group.self)
    memset(groups, 0, MemoryLayout<Group>.stride)
    slots = Self.empty(mask + 1)
  }

  deinit {
    free(groups)
    free(slots)
  }

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
    rests[number] = rest
  }

  /// Reads the slot, and then the group, of each row: the answers come side by side, not one after the other.
  @inline(__always)
  private mutating func lookAhead(_ entries: UnsafeBufferPointer<UsageEntry>, _ from: Int, _ to: Int) {
    let slots = slots
    let groups = groups
    let mask = mask
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: Self.step) { numbers in
      for index in from..<to {
        numbers[index &- from] = UInt32(
          truncatingIfNeeded: slots[Int(Self.hash(entries[index].invoice, entries[index].line)) & mask])
      }
      var sum: UInt32 = 0
      for index in 0..<(to &- from) { sum &+= groups[Int(numbers[index])].rows }
      seen = sum
    }
  }

  /// - Precondition: there is room for one more group.
  @inline(__always)
  private mutating func add(_ entry: UsageEntry, _ batch: borrowing RecordBatch, firstRow: Int) -> Int {
    let order = firstRow &+ Int(entry.row) &+ 1
    let hash = Self.hash(entry.invoice, entry.line)
    if keepsRows { return append(entry, batch, order: order) }
    var slot = Int(hash) & mask
    while slots[slot] != 0 {
      if UInt32(truncatingIfNeeded: slots[slot] &>> 32) == hash {
        let number = Int(slots[slot] & 0xFFFF_FFFF)
        if groups[number].invoice == entry.invoice, groups[number].line == entry.line {
          merge(entry, batch, order: order, into: number)
          return number
        }
      }
      slot = (slot &+ 1) & mask
    }
    let number = append(entry, batch, order: order)
    slots[slot] = UInt64(hash) &<< 32 | UInt64(number)
    return number
  }

  private mutating func append(_ entry: UsageEntry, _ batch: borrowing RecordBatch, order: Int) -> Int {
    count += 1
    var group = Group(entry, order: order)
    let fields = batch.fields(Int(entry.row))
    group.category = number(fields[UsageColumn.category.rawValue])
    if keepsDescription { group.description = number(fields[UsageColumn.description.rawValue]) }
    if keepsResource { group.resource = number(fields[UsageColumn.resource.rawValue]) }
    groups[count] = group
    return count
  }

  @inline(__always)
  private mutating func merge(_ entry: UsageEntry, _ batch: borrowing RecordBatch, order: Int, into number: Int) {
    let group = groups + number
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
    if group.pointee.rows == .max { spillRows(number) }
    group.pointee.rows &+= 1
    if order < group.pointee.order { group.pointee.order = order }
    // What is 0 stays so, and nothing more is asked of the row's text.
    if group.pointee.category | group.pointee.description | group.pointee.resource != 0 {
      keepCommonTexts(batch.fields(Int(entry.row)), group)
    }
  }

  private func keepCommonTexts(_ fields: RowFields, _ group: UnsafeMutablePointer<Group>) {
    if !holds(group.pointee.category, fields[UsageColumn.category.rawValue]) { group.pointee.category = 0 }
    if !holds(group.pointee.description, fields[UsageColumn.description.rawValue]) { group.pointee.description = 0 }
    if !holds(group.pointee.resource, fields[UsageColumn.resource.rawValue]) { group.pointee.resource = 0 }
  }

  private func holds(_ number: UInt32, _ field: Field) -> Bool {
    number != 0 && !field.isAbsent && texts.holds(number, field.key, field.start)
  }

  private mutating func number(_ field: Field) -> UInt32 {
    field.isAbsent ? 0 : texts.number(field.key, field.start)
  }

  /// Hands the sum over to the rest of the group and begins a new one.
  @inline(never)
  private mutating func spillAmount(_ entry: UsageEntry, _ number: Int) {
    let group = groups[number]
    rests[number, default: Rest()].amount += ExactDecimal(group.amount, scale: Int(group.amountScale))
    groups[number].amount = entry.amount
    groups[number].amountScale = entry.amountScale
  }

  @inline(never)
  private mutating func spillQuantity(_ entry: UsageEntry, _ number: Int) {
    let group = groups[number]
    rests[number, default: Rest()].quantity += ExactDecimal(Int128(group.quantity), scale: Int(group.quantityScale))
    groups[number].quantity = entry.quantity
    groups[number].quantityScale = entry.quantityScale
  }

  @inline(never)
  private mutating func spillRows(_ number: Int) {
    rests[number, default: Rest()].rows += Int(groups[number].rows)
    groups[number].rows = 0
  }

  /// The sums are final: only looking rows up needs the slots.
  mutating func close() {
    free(slots)
    slots = Self.empty(1)
    mask = 0
  }

  private mutating func reserve(_ more: Int) {
    if count + more > capacity {
      capacity = max(capacity + capacity / 2, count + more)
      groups = Memory.grown(groups, to: capacity + 1)
    }
    if !keepsRows, (count + more) * 8 > (mask + 1) * 7 { growSlots() }
  }

  private mutating func growSlots() {
    let (old, size) = (slots, mask + 1)
    mask = size * 2 - 1
    slots = Self.empty(size * 2)
    for index in 0..<size where old[index] != 0 {
      var slot = Int(old[index] >> 32) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = old[index]
    }
    free(old)
  }

  @inline(__always)
  private static func hash(_ invoice: UInt32, _ line: UInt32) -> UInt32 {
    let key = UInt64(invoice) &<< 32 | UInt64(line)
    return UInt32(truncatingIfNeeded: TextKey.fold(key ^ 0xA076_1D64_78BD_642F, 0xE703_7ED1_A0B4_28DB) &>> 32)
  }

  private static func empty(_ count: Int) -> UnsafeMutablePointer<UInt64> {
    guard let block = calloc(count, MemoryLayout<UInt64>.stride) else { fatalError("out of memory") }
    return block.assumingMemoryBound(to: UInt64.self)
  }
}
