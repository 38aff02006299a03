import Billing
import Exports
import Markdown

@testable import SiteFormat
@testable import Verifying

/// Lines of records, issued content and payments, a manifest and pages, as a site may hold them after anybody edited
/// them: read or refused; and issued content that is read is written as it was.
enum RecordTarget {
  static func test(_ input: [UInt8]) {
    let month = Month("2024-05")!
    input.withUnsafeBufferPointer { line in
      var reader = RecordReader(line)
      _ = reader.entry(month: month)
      input.withUnsafeBytes { page in
        for link in PageLinks(page) { _ = LinkTarget(link, on: "w/INV-1.html") }
        _ = PageText(page).shows("10.00")
      }
    }
    _ = try? IssuedLine(input)
    _ = SiteManifest(input)
    let parts = input.split(separator: UInt8(ascii: "\n"), maxSplits: 1)
    if let first = parts.first, let record = try? SiteRecord(Array(first), month: month, line: 1) {
      // What follows is its lines as CSV.
      _ = LineCSVCheck.problems(Array(parts.dropFirst().joined()), record, prices: .exclusive)
    }
    guard let json = try? JSONValue(parsing: input), let content = IssuedContent(json) else { return }
    let line = canonical(content)
    let again = expectNoError("the canonical line is no JSON") { try JSONValue(parsing: line) }
    guard let read = IssuedContent(again) else { fatalError("the canonical line cannot be read") }
    expectEqual(String(decoding: canonical(read), as: UTF8.self), String(decoding: line, as: UTF8.self), "again")
  }

  private static func canonical(_ content: IssuedContent) -> [UInt8] {
    let buffer = ByteBuffer()
    content.appendJSON(to: buffer)
    return buffer.bytes
  }
}
