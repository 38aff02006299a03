/// Where the bytes of a file come from, as they stand there or unpacked; readers know nothing but this protocol.
public protocol ByteSource: AnyObject {
  /// Fills the buffer from its start and returns how many bytes it wrote, never more than fit; 0 means the end, and only
  /// that.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int
}
