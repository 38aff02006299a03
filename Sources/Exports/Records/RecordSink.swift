/// What takes the rows of a file as they are read.
public protocol RecordSink: ~Copyable {
  /// Takes the next rows of the file, in its order. Nothing of the batch may be kept but copies. What it throws ends
  /// the reading and is thrown on.
  mutating func receive(_ batch: borrowing RecordBatch) throws
}
