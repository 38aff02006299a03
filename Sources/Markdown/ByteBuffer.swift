/// A growing run of bytes that pages are written to and that is emptied and used again for the next page.
///
/// One buffer belongs to one thread, and nothing it calls comes back to it: so its fields need no checks of exclusive
/// access. `0 <= count <= capacity` holds, `base` has memory for `capacity` bytes of its own, and the first `count` of
/// them are written. Memory is only ever reached through the methods here.
public final class ByteBuffer {
  @exclusivity(unchecked) @usableFromInline var base: UnsafeMutablePointer<UInt8>
  @exclusivity(unchecked) @usableFromInline var capacity: Int
  @exclusivity(unchecked) @usableFromInline var written = 0

  @inlinable public var count: Int { written }

  public init(capacity: Int = 4096) {
    self.capacity = max(capacity, 16)
    base = .allocate(capacity: self.capacity)
  }

  deinit { base.deallocate() }

  /// Makes room for so many more bytes at once.
  @inlinable public func reserve(_ extra: Int) {
    if extra > capacity - written { grow(by: extra) }
  }

  @inlinable public func append(_ byte: UInt8) {
    reserve(1)
    base[written] = byte
    written += 1
  }

  /// - Parameter start: may lie in no buffer that is appended to.
  @inlinable public func append(_ start: UnsafePointer<UInt8>, count: Int) {
    append(upTo: count) { room in
      room.update(from: start, count: count)
      return count
    }
  }

  /// The same of short runs of bytes, and without a call. Up to `padding` bytes behind them have to be readable.
  @inlinable public func append(_ start: UnsafePointer<UInt8>, count: Int, padding: Int) {
    typealias Piece = SIMD2<UInt64>
    let size = MemoryLayout<Piece>.size
    guard padding >= size, count <= 8 * size else { return append(start, count: count) }
    append(upTo: count + size) { room in
      let (from, to) = (UnsafeRawPointer(start), UnsafeMutableRawPointer(room))
      var at = 0
      while at < count {
        to.storeBytes(of: from.loadUnaligned(fromByteOffset: at, as: Piece.self), toByteOffset: at, as: Piece.self)
        at += size
      }
      return count
    }
  }

  @inlinable public func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    if let start = bytes.baseAddress { append(start, count: bytes.count) }
  }

  @inlinable public func append(_ bytes: [UInt8]) { bytes.withUnsafeBufferPointer { append($0) } }

  @inlinable public func append(_ text: StaticString) { text.withUTF8Buffer { append($0) } }

  @inlinable public func append(_ text: borrowing String) {
    lendBytes(of: text) { append($0) }
  }

  /// Lets `body` write up to `count` bytes and say how many of them, from the first on, are to stay.
  @inlinable @discardableResult
  func append(upTo count: Int, _ body: (UnsafeMutablePointer<UInt8>) -> Int) -> Int {
    reserve(count)
    let kept = body(base + written)
    written += kept
    return kept
  }

  /// Forgets the bytes and keeps the memory.
  @inlinable public func removeAll() { written = 0 }

  /// Forgets what was written after the first `length` bytes; a longer length changes nothing.
  @inlinable public func truncate(to length: Int) { written = max(0, min(written, length)) }

  /// The bytes, valid for the length of the call.
  @inlinable public func withBytes<R, E: Error>(_ body: (UnsafeBufferPointer<UInt8>) throws(E) -> R) throws(E) -> R {
    try body(UnsafeBufferPointer(start: base, count: written))
  }

  public var bytes: [UInt8] { withBytes { Array($0) } }

  /// The bytes as text, invalid UTF-8 repaired.
  public var string: String { withBytes { String(decoding: $0, as: UTF8.self) } }

  @usableFromInline func grow(by extra: Int) {
    let larger = max(capacity * 2, written + extra)
    let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
    moved.moveInitialize(from: base, count: written)
    base.deallocate()
    base = moved
    capacity = larger
  }
}
