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
  public var isAbsent: Bool {
    guard let start = bytes.baseAddress else { return true }
    return bytes.count == 0 || bytes.count == 4 && Self.isNull(start)
  }

  /// Whether four bytes are `NULL` or `null`.
  @inline(__always)
  static func isNull(_ text: UnsafePointer<UInt8>) -> Bool {
    let word = UnsafeRawPointer(text).loadUnaligned(as: UInt32.self)
    return word == 0x4C4C_554E || word == 0x6C6C_756E
  }

  /// The value as a string of its own, for keeping.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Nil for an absent value.
  var present: FieldText? {
    guard !isAbsent, let start = bytes.baseAddress else { return nil }
    return FieldText(start: start, count: bytes.count)
  }
}
