import Billing
import Diagnostics

// Numbers, ids and codes, which are read without the blanks and byte order marks around them.
extension RowReader {
  /// What calls something by name; nil where there is nothing but blanks.
  mutating func identifier(_ batch: borrowing RecordBatch, _ row: Int, _ column: Column) -> Identifier? {
    guard let text = batch.fields(row)[column.rawValue], let bare = text.trimmed else { return nil }
    let kind = column.identifies
    if let kind, let spellings = known.spellings(of: kind) {
      let exported = Identifier(text.string)
      let identifier = spellings.spelling(of: exported, bare: Identifier(bare.string))
      if bare.count < text.count, identifier != exported { noteTrimmed(batch, row, column) }
      switch kind {
      case .workspace: workspaces.add(identifier.text, at: batch.place(row, column.rawValue))
      case .document: documents.add(identifier.text, at: batch.place(row, column.rawValue))
      case .payment: break
      }
      return identifier
    }
    if bare.count < text.count { noteTrimmed(batch, row, column) }
    switch kind {
    case .workspace: workspaces.add(bare, at: batch.place(row, column.rawValue))
    case .document: documents.add(bare, at: batch.place(row, column.rawValue))
    case .payment, nil: break
    }
    return Identifier(bare.string)
  }

  mutating func requiredIdentifier(_ batch: borrowing RecordBatch, _ row: Int, _ column: Column) -> Identifier? {
    if let identifier = identifier(batch, row, column) { return identifier }
    refuseEmpty(batch, row, column)
    return nil
  }

  private mutating func noteTrimmed(_ batch: borrowing RecordBatch, _ row: Int, _ column: Column) {
    trimmed.add(column.rawValue, column.name, file: batch.file, at: batch.place(row, column.rawValue))
  }

  /// The text of a code, as rows are compared by it.
  mutating func code(_ batch: borrowing RecordBatch, _ row: Int, _ column: Column) -> FieldText? {
    guard let text = batch.fields(row)[column.rawValue], let bare = text.trimmed else { return nil }
    if bare.count < text.count { noteTrimmed(batch, row, column) }
    return bare
  }
}

extension FieldText {
  /// The text without the blanks and byte order marks around it; nil where there is nothing else.
  var trimmed: FieldText? {
    // Nearly all identifiers begin and end with a letter or a digit.
    let (first, last) = (start[0], start[count - 1])
    if first &- 0x21 < 0x5E, last &- 0x21 < 0x5E { return self }
    let inside = BlankBytes.inside(bytes)
    return inside.isEmpty ? nil : FieldText(start: start + inside.lowerBound, count: inside.count)
  }
}
