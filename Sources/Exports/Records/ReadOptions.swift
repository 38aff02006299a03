/// How much a reader takes into memory.
public struct ReadOptions: Sendable {
  /// How many bytes are read at a time. At most 256 MiB count: offsets in memory have 32 bits.
  public var blockSize: Int { didSet { blockSize = Self.bounded(blockSize: blockSize) } }
  /// The longest record that is read, in bytes. At most 64 MiB count.
  public var recordLimit: Int { didSet { recordLimit = Self.bounded(recordLimit: recordLimit) } }

  /// Told how many bytes were read, block by block.
  public var onRead: (@Sendable (Int) -> Void)?

  /// Told how many rows of usage were taken, some at a time.
  public var onUsageRows: (@Sendable (Int) -> Void)?

  /// Every record is read as if it had nothing in common with those before it, so that tests can hold both ways against
  /// each other.
  var isStrict = false

  public init(blockSize: Int = 1 << 18, recordLimit: Int = 1 << 20) {
    self.blockSize = Self.bounded(blockSize: blockSize)
    self.recordLimit = Self.bounded(recordLimit: recordLimit)
  }

  private static func bounded(blockSize: Int) -> Int { min(max(1, blockSize), 1 << 28) }

  private static func bounded(recordLimit: Int) -> Int { min(max(1, recordLimit), Cell.longest) }
}
