/// The values of one row. Valid as long as the batch it was taken from: see there for the invariants.
struct RowFields: BitwiseCopyable {
  let cells: UnsafePointer<Cell>
  let slots: UnsafePointer<Int>
  let text: UnsafePointer<UInt8>
  let arena: UnsafePointer<UInt8>

  /// The value of a column of the schema, by its position there; nil for an absent one, as `Field.isAbsent` has it.
  @inline(__always)
  subscript(column: Int) -> FieldText? {
    let slot = slots[column]
    if slot < 0 { return nil }
    let cell = cells[slot]
    let count = cell.length
    let start = (cell.inArena ? arena : text) + cell.offset
    if count == 0 || count == 4 && Field.isNull(start) { return nil }
    return FieldText(start: start, count: count)
  }
}
