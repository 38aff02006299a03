/// The value of one column in one row. Its bytes are valid only until the sink that was handed the batch returns.
public struct Field {
  /// How the value was written. Every value of a CSV file is text.
  public enum Form: UInt8, Sendable, Hashable {
    /// The row has no such column, or JSON `null` there.
    case missing
    case text
    /// A JSON number; the bytes are those of the file.
    case number
    /// JSON `true` or `false`; the bytes are those of the file.
    case bool
  }

  /// The value as UTF-8, with quotes and escapes undone. Behind it at least `ByteWindow.padding` bytes can be read.
  public let bytes: UnsafeBufferPointer<UInt8>
  public let form: Form

  init(_ bytes: UnsafeBufferPointer<UInt8>, _ form: Form) {
    self.bytes = bytes
    self.form = form
  }

  static var missing: Field { Field(UnsafeBufferPointer(start: nil, count: 0), .missing) }

  /// Whether there is no value: no such column, nothing in it, `NULL`, `null` or JSON null.
  @inline(__always)
  public var isAbsent: Bool {
    if bytes.count == 0 { return true }
    guard bytes.count == 4 else { return false }
    let word = UnsafeRawPointer(bytes.baseAddress!).loadUnaligned(as: UInt32.self).bigEndian
    return word == 0x4E55_4C4C || word == 0x6E75_6C6C
  }

  /// The value as a string of its own, for keeping.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The start of the bytes of a field that is not missing.
  @inline(__always)
  var start: UnsafePointer<UInt8> { bytes.baseAddress.unsafelyUnwrapped }

  /// Of a field that is not missing.
  @inline(__always)
  var key: TextKey { TextKey(padded: start, count: bytes.count) }
}
