/// What takes the rows of a file as they are read.
public protocol RecordSink: ~Copyable {
  /// Takes the next rows of the file, in its order. Nothing of the batch may be kept but copies. What it throws ends
  /// the reading and is thrown on.
  mutating func receive(_ batch: borrowing RecordBatch) throws
  /// Told when all rows of a file were received.
  ///
  /// - Parameter missing: columns that no row of the file has had, which one finding has told already.
  mutating func endFile(missing: Set<Int>)
}

/// One that counts the rows it was given.
protocol RowSink: RecordSink, ~Copyable {
  var rows: Int { get }
}

extension RecordSink where Self: ~Copyable {
  public mutating func endFile(missing: Set<Int>) {}
}
