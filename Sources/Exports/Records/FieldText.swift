/// The bytes of a value that is there. Behind them at least `ByteWindow.padding` bytes can be read.
struct FieldText: BitwiseCopyable {
  let start: UnsafePointer<UInt8>
  let count: Int

  /// What a pool of that seed looks it up by.
  @inline(__always)
  func key(_ seed: HashSeed) -> TextKey { TextKey(padded: start, count: count, seed) }

  var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: start, count: count) }

  /// The value as a string of its own, for keeping.
  var string: String { String(decoding: bytes, as: UTF8.self) }
}
