import Foundation
import Markdown
import Testing

@testable import Pages

@Suite struct TemplateFolderTests {
  private func folder(_ files: [String: [UInt8]], _ body: (TemplateFolder) throws -> Void) throws {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("templates-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: url) }
    for (name, bytes) in files { try Data(bytes).write(to: url.appendingPathComponent(name)) }
    try body(TemplateFolder(url.path))
  }

  @Test func templatesPagesAndPartialsAreReadByName() throws {
    try folder([
      "invoice.md": Array("{{>head}}\n".utf8), "head.md": Array("# {{number}}\n".utf8),
      "page.html": Array("<b>{{number}}</b>\n".utf8), "page.css": Array("a{}".utf8),
    ]) { folder in
      let buffer = ByteBuffer()
      try folder.template("invoice", schema: Invoice.schema).html(Invoice(), into: buffer)
      try folder.page("page", schema: Invoice.schema).html(Invoice(), into: buffer)
      #expect(buffer.string == "<h1>INV-1</h1>\n<b>INV-1</b>\n")
      #expect(try folder.text(of: "page.css") == "a{}")
    }
  }

  @Test func whatCannotBeReadIsNamed() throws {
    try folder(["bad.md": [0x61, 0xFF]]) { folder in
      #expect(
        message { try folder.text(of: "none.md") } == """
          \(folder.path)/none.md: error: there is no file 'none.md'
            fix: copy it from the templates that come with report
          """)
      #expect(
        message { try folder.text(of: "bad.md") } == """
          \(folder.path)/bad.md: error: the template 'bad.md' is not UTF-8
            fix: save it as UTF-8 text
          """)
      #expect(
        message { try TemplateFolder(folder.path + "/bad.md").text(of: "x") }.contains(
          "cannot be read: Not a directory"))
      #expect(
        message { try TemplateFolder(folder.path).text(of: "../\(folder.path.split(separator: "/").last ?? "")") }
          .contains("cannot be read: it is a folder, not a regular file"))
    }
  }

  private func message(_ body: () throws -> String) -> String {
    do { return try body() } catch { return "\(error)" }
  }
}
