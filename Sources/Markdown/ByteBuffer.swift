/// A growing run of bytes that pages are written to and that is emptied and used again for the next page.
///
/// One buffer belongs to one thread. Memory is only ever reached through the methods here.
public final class ByteBuffer {
  private var base: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  public private(set) var count = 0

  public init(capacity: Int = 4096) {
    self.capacity = max(capacity, 16)
    base = .allocate(capacity: self.capacity)
  }

  deinit { base.deallocate() }

  public func append(_ byte: UInt8) {
    if count == capacity { grow(by: 1) }
    base[count] = byte
    count += 1
  }

  public func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let start = bytes.baseAddress, bytes.count > 0 else { return }
    if bytes.count > capacity - count { grow(by: bytes.count) }
    (base + count).initialize(from: start, count: bytes.count)
    count += bytes.count
  }

  public func append(_ bytes: [UInt8]) { bytes.withUnsafeBufferPointer(append) }

  public func append(_ text: StaticString) { text.withUTF8Buffer(append) }

  public func append(_ text: String) {
    var text = text
    text.withUTF8(append)
  }

  /// Forgets the bytes and keeps the memory.
  public func removeAll() { count = 0 }

  /// Forgets what was written after the first `length` bytes; a longer length changes nothing.
  public func truncate(to length: Int) { count = max(0, min(count, length)) }

  /// The bytes, valid for the length of the call.
  public func withBytes<R, E: Error>(_ body: (UnsafeBufferPointer<UInt8>) throws(E) -> R) throws(E) -> R {
    try body(UnsafeBufferPointer(start: base, count: count))
  }

  public var bytes: [UInt8] { withBytes { Array($0) } }

  /// The bytes as text, invalid UTF-8 repaired.
  public var string: String { withBytes { String(decoding: $0, as: UTF8.self) } }

  private func grow(by extra: Int) {
    let larger = max(capacity * 2, count + extra)
    let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
    moved.moveInitialize(from: base, count: count)
    base.deallocate()
    base = moved
    capacity = larger
  }
}
