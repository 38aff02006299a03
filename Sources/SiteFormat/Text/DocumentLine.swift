import Billing
import Glibc
import Publishing

/// A line of a file that holds one JSON object a document, with the number it begins with.
package struct DocumentLine: Sendable {
  package var number: Identifier
  /// With its newline.
  package var bytes: ArraySlice<UInt8>

  /// The lines of a file; none where there is no such file.
  package static func all(in file: String, of output: OutputFolder) throws -> [DocumentLine] {
    try bytes(in: file, of: output).map { line in
      let number = line.withUnsafeBufferPointer { bytes in
        var scanner = LineScanner(bytes)
        return scanner.skip("{") ? scanner.text("invoice_number") : nil
      }
      return DocumentLine(number: Identifier(number ?? ""), bytes: line)
    }
  }

  package static func bytes(in file: String, of output: OutputFolder) throws -> [ArraySlice<UInt8>] {
    var bytes = try output.read(file) ?? []
    if let last = bytes.last, last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
    let ends = bytes.withUnsafeBytes { raw in
      var ends: [Int] = []
      var start = 0
      while let base = raw.baseAddress, start < raw.count, let end = memchr(base + start, 0x0A, raw.count - start) {
        start = UnsafeRawPointer(end) - base + 1
        ends.append(start)
      }
      return ends
    }
    return zip([0] + ends, ends).map { bytes[$0..<$1] }
  }
}
