/// The values of one row. Valid as long as the batch it was taken from: see there for the invariants.
struct RowFields {
  let cells: UnsafePointer<Cell>
  let slots: UnsafePointer<Int>
  let text: UnsafePointer<UInt8>?
  let arena: UnsafePointer<UInt8>

  /// The value of a column of the schema, by its position there.
  @inline(__always)
  subscript(column: Int) -> Field {
    let slot = slots[column]
    if slot < 0 { return .missing }
    let cell = cells[slot]
    let base = cell.inArena ? arena : text
    return Field(UnsafeBufferPointer(start: base.map { $0 + cell.offset }, count: cell.length), cell.form)
  }
}
