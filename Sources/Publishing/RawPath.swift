/// A path, or a name in one, as the system has it: bytes that need not be UTF-8.
///
/// What the tool writes has names of plain ASCII. What others put into an output may be called anything, and has to be found
/// again by exactly that name.
struct RawPath: Sendable, Hashable {
  private let bytes: [UInt8]

  init(_ text: String) { bytes = Array(text.utf8) }

  init(bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }

  /// Nil where it is none.
  var text: String? { String(validating: bytes, as: UTF8.self) }

  /// As a path that a run may have published: those are ASCII. Nil for any other, which a table of them could take for one:
  /// to Swift the Kelvin sign is the letter K.
  var published: String? { bytes.allSatisfy { $0 < 0x80 } ? text : nil }

  /// As messages show it: what is no text as `\xFF`.
  var shown: String {
    text
      ?? String(
        decoding: bytes.flatMap { byte in
          byte < 0x80 ? [byte] : Array("\\x\(String(byte, radix: 16, uppercase: true))".utf8)
        }, as: UTF8.self)
  }

  /// The path of something in this folder; that itself where this is empty.
  func appending(_ name: RawPath) -> RawPath {
    if bytes.isEmpty { return name }
    return name.bytes.isEmpty ? self : RawPath(bytes: bytes + [UInt8(ascii: "/")] + name.bytes)
  }

  func withCString<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
    (bytes + [0]).withUnsafeBufferPointer { bytes in
      bytes.withMemoryRebound(to: CChar.self) { body($0.baseAddress!) }
    }
  }
}
