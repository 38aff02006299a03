import Diagnostics

/// Rows of one file, as many as were in memory together. A sink may look at it only until `receive` returns.
///
/// Invariants: `cells` holds `stride` cells for each of the `count` rows, and has room for one more; their offsets lie in the
/// block `text` or in `arena`, neither of which changes while a sink looks. Behind a field at least
/// `ByteWindow.padding` bytes can be read.
public struct RecordBatch: ~Copyable {
  struct Row {
    var line: Int
    var offset: UInt32
    var column: UInt32
  }

  /// How many rows there are.
  public private(set) var count = 0

  let file: String
  /// Columns that no row of the file has had so far, though it needs them: what rows lack for it may follow from that.
  var awaited: Set<Int> = []
  /// For each column of the schema its cell within a row, or -1.
  private let slots: UnsafeMutablePointer<Int>
  private let columns: Int
  private let stride: Int
  private var capacity = 256
  private var rows: UnsafeMutablePointer<Row>
  private var cells: UnsafeMutablePointer<Cell>
  private var text: UnsafePointer<UInt8>
  var arena = ByteArena()
  /// Added to the line of each row, where a text was taken apart before it was known on which line it begins.
  var firstLine = 0

  /// - Parameter slots: for each column of the schema its cell within a row, nil where the file has no such column.
  init(file: String, slots: [Int?]) {
    self.file = file
    columns = slots.count
    stride = slots.compactMap(\.self).count
    self.slots = .allocate(capacity: max(1, slots.count))
    for (column, slot) in slots.enumerated() { self.slots[column] = slot ?? -1 }
    rows = .allocate(capacity: capacity)
    cells = .allocate(capacity: capacity * stride + 1)
    text = UnsafePointer(arena.base)
  }

  deinit {
    slots.deallocate()
    rows.deallocate()
    cells.deallocate()
  }

  /// The value of a column of the schema, by its position there, in a row counted from 0.
  public func field(_ row: Int, _ column: Int) -> Field {
    precondition(row >= 0 && row < count && column >= 0 && column < columns, "no such row or column in this batch")
    let slot = slots[column]
    if slot < 0 { return .missing }
    let cell = cells[row &* stride &+ slot]
    let base = cell.inArena ? UnsafePointer(arena.base) : text
    return Field(UnsafeBufferPointer(start: base + cell.offset, count: cell.length), cell.form)
  }

  /// The values of a row, to take many of them.
  @inline(__always)
  func fields(_ row: Int) -> RowFields {
    precondition(row >= 0 && row < count)
    return RowFields(cells: cells + row &* stride, slots: slots, text: text, arena: UnsafePointer(arena.base))
  }

  /// The line a row starts on, from 1.
  public func line(_ row: Int) -> Int {
    precondition(row >= 0 && row < count, "no such row in this batch")
    return firstLine + rows[row].line
  }

  /// Where a field starts, its quote included; where the row has no such column, where the row starts. Computed from
  /// the text of the record on each call, so that rows nobody complains about cost nothing.
  public func place(_ row: Int, _ column: Int) -> Place {
    precondition(row >= 0 && row < count && column >= 0 && column < columns, "no such row or column in this batch")
    let slot = slots[column]
    let start = rows[row]
    let position = TextPosition(line: firstLine + start.line, column: Int(start.column))
    guard slot >= 0 else { return Place(file: file, line: position.line, column: position.column) }
    let cell = cells[row * stride + slot]
    let offset = cell.inArena ? arena.source(of: cell.offset) : cell.offset
    let distance = offset - (cell.isQuoted ? 1 : 0) - Int(start.offset)
    // A missing JSON value has no offset of its own.
    guard distance >= 0 else { return Place(file: file, line: position.line, column: position.column) }
    let field = position.advanced(over: text + Int(start.offset), count: distance)
    return Place(file: file, line: field.line, column: field.column)
  }

  /// Forgets all rows. The bytes the next ones refer to are those at `text`.
  mutating func begin(_ text: UnsafePointer<UInt8>) {
    count = 0
    arena.removeAll()
    self.text = text
  }

  /// Adds a row and returns where its cells are to be written; one behind them may be written as well.
  @inline(__always)
  mutating func append(line: Int, offset: Int, column: Int = 1) -> UnsafeMutablePointer<Cell> {
    if count == capacity { grow() }
    rows[count] = Row(line: line, offset: UInt32(truncatingIfNeeded: offset), column: UInt32(clamping: column))
    let row = cells + count &* stride
    count &+= 1
    return row
  }

  /// Takes back the row added last.
  mutating func removeLast() { count -= 1 }

  private mutating func grow() {
    let rows = UnsafeMutablePointer<Row>.allocate(capacity: capacity * 2)
    let cells = UnsafeMutablePointer<Cell>.allocate(capacity: capacity * 2 * stride + 1)
    rows.update(from: self.rows, count: count)
    cells.update(from: self.cells, count: count * stride)
    self.rows.deallocate()
    self.cells.deallocate()
    self.rows = rows
    self.cells = cells
    capacity *= 2
  }
}
