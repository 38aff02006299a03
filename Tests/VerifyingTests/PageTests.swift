import Billing
import Testing

@testable import Verifying

/// What a page links to and what it shows, read from its bytes.
@Suite struct PageTests {
  private static func links(_ page: String) -> [String] {
    var page = page
    return page.withUTF8 { bytes in PageLinks(UnsafeRawBufferPointer(bytes)).map { String(decoding: $0, as: UTF8.self) }
    }
  }

  @Test(
    arguments: [
      ("<a href=\"x.html\">", ["x.html"]), ("<A HREF='x'>", ["x"]), ("<a href=x>", ["x"]),
      ("<a\n class=\"b\" href = \"x\" >", ["x"]), ("<img alt=\"href=no\" src=\"y\"/>", ["y"]),
      ("<img src=\"a\"><a title='>' href=\"b\">", ["a", "b"]), ("<a href>", []), ("<a href=>", [""]),
      ("<a data-href=\"x\">", []), ("<!-- <a href=\"x\"> --><a href=\"y\">", ["y"]),
      ("<style>a[href=\"x\"]{} <a href=\"no\"></style><a href=\"y\">", ["y"]),
      ("<script>'<a href=\"no\">'</script><a href=\"y\">", ["y"]), ("<style href=\"x\">", ["x"]),
      ("href=\"x\"", []), ("< a href=\"x\">", []), ("</a href=\"x\">", []), ("<a href=\"x", ["x"]),
      ("<a href=\"x\"", ["x"]),
      ("<", []), ("<a", []), ("<a ", []), ("", []), ("<!--", []), ("<script>", []), ("<br/><a/href=\"x\"/>", ["x"]),
    ])
  func linksOfAPage(page: String, links: [String]) {
    #expect(Self.links(page) == links)
  }

  private static func target(_ link: String, on page: String) -> LinkTarget {
    var link = link
    return link.withUTF8 { LinkTarget(UnsafeRawBufferPointer($0), on: page) }
  }

  @Test(
    arguments: [
      ("INV-1.html", "workspaces/a/INV-1.html"), ("../b/x.html", "workspaces/b/x.html"),
      ("../../index.html#top", "index.html"), ("INV%252F1.html", "workspaces/a/INV%2F1.html"),
      ("?q", "workspaces/a/index.html"),
      ("#top", "workspaces/a/index.html"), ("", "workspaces/a/index.html"), ("./x.html", "workspaces/a/x.html"),
      ("sub/", "workspaces/a/sub/index.html"), ("..", "workspaces/index.html"), ("../../", "index.html"),
      ("x&amp;y.html", "workspaces/a/x&y.html"), ("it&#x27;s.html?a=b:c", "workspaces/a/it's.html"),
      (".hidden", "workspaces/a/.hidden"), ("caf%C3%A9.html", "workspaces/a/café.html"),
    ])
  func linksInTheSite(link: String, page: String) {
    #expect(Self.target(link, on: "workspaces/a/index.html") == .page(page))
  }

  @Test(arguments: ["https://pay.example/INV-1", "HTTP://x", "mailto:billing@example.org", "tel:+49"])
  func linksElsewhere(_ link: String) {
    #expect(Self.target(link, on: "index.html") == .elsewhere)
  }

  @Test(
    arguments: [
      "/index.html", "//cdn.example/x.js", "../../../x.html", "javascript:alert(1)", "data:text/html,x",
      "file:///etc/passwd", "a%2Fb.html", "a%00", "100%.html", "%2", "JavaScript&#39;:x",
    ])
  func linksOutOfTheSite(_ link: String) {
    #expect(Self.target(link, on: "workspaces/a/index.html") == .outside)
  }

  private static func shows(_ page: String, _ text: String) -> Bool {
    var page = "<html><head><title>10.00 INV-1</title></head><body>\(page)</body></html>"
    return page.withUTF8 { PageText(UnsafeRawBufferPointer($0)).shows(text) }
  }

  @Test(
    arguments: [
      ("<td>10.00</td>", "10.00"), ("<p>Total 10.00.</p>", "10.00"), ("<b>10.00 EUR</b>", "10.00"), ("€10.00", "10.00"),
      ("110.00 10.00", "10.00"), ("<h1>Invoice INV-1</h1>", "INV-1"), ("INV-1, INV-10", "INV-1"), ("-5.00", "-5.00"),
      ("A&amp;B &lt;1&gt;", "A&B <1>"), ("it's \"x\"", "it's"), ("it's &quot;x&quot;", "it's \"x\""), ("a b", " a\nb "),
      ("a b", "a\u{202E} b\u{2066}\u{9B}"),
      // As pages of version 1.1.0 have it.
      ("a\u{202E} b", "a\u{202E} b"), ("a\u{9B}b", "a\u{9B}b"),
    ])
  func whatIsShown(page: String, text: String) {
    #expect(Self.shows(page, text))
  }

  @Test(
    arguments: [
      ("110.00", "10.00"), ("10.005", "10.00"), ("10.00.5", "10.00"), ("1,10.00", "10.00"), ("-10.00", "10.00"),
      ("INV-10", "INV-1"), ("XINV-1", "INV-1"), ("INV-1-A", "INV-1"), ("INV-1/A", "INV-1"),
      ("<a title=\"10.00\">", "10.00"),
      ("<a href=\"x 10.00 y\">z</a>", "10.00"), ("", "10.00"), ("10.0", "10.00"), ("10.00", ""),
    ])
  func whatIsNot(page: String, text: String) {
    #expect(!Self.shows(page, text))
  }
}
