import Foundation
import Testing

@testable import Exports

@Suite("Bytes of files")
struct InputTests {
  @Test func aFolderCannotBeRead() throws {
    let source = try FileSource(path: NSTemporaryDirectory(), name: "tmp")
    var window = ByteWindow(source: source, blockSize: 16)
    var found: InputError?
    do { try window.readMore() } catch { found = error }
    #expect(found == InputError(.read, "tmp", EISDIR))
    #expect(
      found?.description
        == "“tmp” cannot be read: Is a directory\n  fix: check that the file is there and that you may read it")
  }

  @Test func positions() {
    let text = Array("aü\n\r\n€😀x".utf8)
    text.withUnsafeBufferPointer { bytes in
      let places = text.indices.map { TextPosition().advanced(over: bytes.baseAddress!, count: $0) }
      let expected = [
        (1, 1), (1, 2), (1, 3), (1, 3), (2, 1), (2, 2), (3, 1), (3, 2), (3, 2), (3, 2), (3, 3), (3, 3), (3, 3), (3, 3),
      ]
      #expect(places == expected.map { TextPosition(line: $0.0, column: $0.1) })
    }
  }

  @Test func encodingAgreesWithTheStandardLibrary() {
    for first in UInt8.min...UInt8.max {
      for second in UInt8.min...UInt8.max {
        for tail in [[], [0x80], [0x80, 0x80], [0xBF, 0xBF], [0x80, 0x41]] as [[UInt8]] {
          let bytes = [first, second] + tail
          bytes.withUnsafeBufferPointer { buffer in
            let start = buffer.baseAddress!
            let problem = TextEncoding.firstProblem(start, in: 0..<bytes.count)
            let isValid = String(validating: bytes, as: UTF8.self) != nil
            if TextEncoding.isValid(start, count: bytes.count) != isValid
              || (problem == nil) != (isValid && !bytes.contains(0))
            {
              Issue.record("\(bytes): \(String(describing: problem))")
            }
          }
        }
      }
    }
  }
}
