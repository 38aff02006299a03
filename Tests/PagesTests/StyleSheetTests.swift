import Foundation
import Testing

@testable import Pages

@Suite struct StyleSheetTests {
  private func minified(_ css: String) -> String { String(decoding: StyleSheet.minified(css), as: UTF8.self) }

  @Test(arguments: [
    ("/* a */\n\na { color: red; }\n", "a{color:red}"),
    ("a,\n  b  c { margin: 0  auto;; padding : 0 }", "a,b c{margin:0 auto;padding:0}"),
    ("a > b + c ~ d:not(e > f) {}", "a>b+c~d:not(e > f){}"),
    ("a :hover, a:hover { x: y }", "a :hover,a:hover{x:y}"),
    ("li:nth-child(-n + 2) { width: calc(100% - 2rem + 1px); }", "li:nth-child(-n + 2){width:calc(100% - 2rem + 1px)}"),
    ("a { b: rgb(0 0 0 / 0.2), min( 1px, 2px ) !important; }", "a{b:rgb(0 0 0 / 0.2),min( 1px,2px ) !important}"),
    (
      "@media screen and (max-width: 46rem) {\n  a { b: c; }\n  @page { margin: 1mm 2mm; }\n}\n",
      "@media screen and (max-width: 46rem){a{b:c}@page{margin:1mm 2mm}}"
    ),
    ("@import  url(a;b) screen ;\na {}", "@import url(a;b) screen;a{}"),
    (":root { --a:  #fff ; --b:; }", ":root{--a:#fff;--b:}"),
    ("a[title=\"x  >  /* y */ '\"] > b { c: d }", "a[title=\"x  >  /* y */ '\"]>b{c:d}"),
    ("a { content: ' ;  } \\' /* '; }", "a{content:' ;  } \\' /* '}"),
    ("a { b: url( x /*  y;}.png ) ; c: URL( \"d  e\" ) }", "a{b:url( x /*  y;}.png );c:URL( \"d  e\" )}"),
    (".a/* x */.b /* y */ .c{d:e/**/f}", ".a/**/.b .c{d:e/**/f}"),
    (".\\26 B .a\\  b{c:d}", ".\\26 B .a\\  b{c:d}"),
    ("a { content: \"× \"; quotes: \"(\" \")\" }", "a{content:\"× \";quotes:\"(\" \")\"}"),
    ("a { b: c", "a{b:c"), ("a { b: 'c", "a{b:'c"), ("/* open", ""), ("", ""),
  ])
  func spacesAndCommentsGo(css: String, small: String) {
    #expect(minified(css) == small)
  }

  @Test(arguments: [
    (".invoice a { b: c }", ".invoice a{b:c}"),
    (".history a { b: c } .x { d: e }", ".x{d:e}"),
    ("a .history + b, .history.x, p:hover { b: c }", "p:hover{b:c}"),
    ("body:not(.invoice) a, body:not(.history) a { b: c }", "body:not(.history) a{b:c}"),
    ("header, main, nav ol > li { b: c }", "main{b:c}"),
    ("@media print { .history a { b: c } @page { d: e } }", "@media print{@page{d:e}}"),
    ("@media print { @supports (a: b) { nav { b: c } header { d: e } } } a { f: g }", "a{f:g}"),
    ("@media print { } @layer x { }", "@media print{}@layer x{}"),
    (".history { a: b; & c { d: e } f: g } h { i: j }", "h{i:j}"),
    (
      "a:not(.history), :is(.history, b), c:has(nav), d:not(.invoice) { e: f }",
      "a:not(.history),:is(.history,b),c:has(nav),d:not(.invoice){e:f}"
    ),
    (
      "a[title=\".history > nav\"], .histor\\79 , .history-x, #history { b: c }",
      "a[title=\".history > nav\"],.histor\\79 ,.history-x,#history{b:c}"
    ),
  ])
  func rulesOfOtherPagesGo(css: String, small: String) {
    let frame = #"<html><body id=a class = 'invoice b'><main title=".history > ">.history</main></body></html>"#
    let scope = StyleScope(frame: Array(frame.utf8), kinds: ["invoice", "history"])
    #expect(String(decoding: StyleSheet.minified(css, in: scope), as: UTF8.self) == small)
  }

  /// A frame may use the name of a kind for something else, on every page.
  @Test(arguments: [
    #"<main class="history">"#, "<main class=history>", "<main a='>' class\n=\n\"x history\">",
  ])
  func classesOfTheFrameStay(frame: String) {
    let scope = StyleScope(frame: Array(frame.utf8), kinds: ["invoice", "history"])
    let small = StyleSheet.minified(".history{a:b}.invoice{c:d}", in: scope)
    #expect(String(decoding: small, as: UTF8.self) == ".history{a:b}")
  }

  /// Every token of the project's own style is still there, in its order.
  @Test func tokensStay() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "templates/page.css")
    let css = try String(contentsOf: file, encoding: .utf8)
    let small = minified(css)
    func tokens(_ css: String) -> String {
      css.replacing(/\/\*(.|\n)*?\*\//, with: "").filter { !$0.isWhitespace }.replacing(";}", with: "}")
    }
    #expect(tokens(small) == tokens(css))
    #expect(minified(small) == small)
    #expect(small.utf8.count * 4 < css.utf8.count * 3 + 2000)
  }
}
