import Billing

/// What was read of one file of the exports.
public struct FileCount: Sendable, Equatable {
  /// As findings name it.
  public let file: String
  public let kind: ExportKind
  /// Its rows, without a header. One that stands for several counts as one.
  public let rows: Int
  /// Of them those of usage that repeat the id of another row word for word: they count once.
  public internal(set) var repeatedRows = 0
  /// Of usage the exact sums of what its rows charge before discounts, but for repeated ones: as stated in `amount`, or
  /// `quantity` times `unit_price`. Nil stands for rows that belong to no invoice yet and do not tell their currency.
  public internal(set) var amounts: [Currency?: ExactDecimal] = [:]

  init(_ file: ExportFile, rows: Int) {
    (self.file, kind) = (file.name, file.kind)
    self.rows = rows
  }
}
