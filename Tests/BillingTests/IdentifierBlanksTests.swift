import Testing

@testable import Billing

@Suite("Blanks around identifiers")
struct IdentifierBlanksTests {
  @Test(arguments: [
    "acme", " acme", "acme ", "\tacme\t", "acme\u{A0}", "\u{FEFF}acme", "acme\u{FEFF}", "\u{FEFF}\u{FEFF} acme",
    "\u{2003}acme\u{3000}", "acme\r", "acme\n", "\u{85}acme", "\u{1680}acme\u{202F}", "\u{200B}acme\u{2060}",
    "acme\u{2028}\u{2029}\u{205F}",
  ])
  func areTakenOff(_ text: String) {
    #expect(Identifier(trimming: text) == "acme")
    #expect(Identifier(text).isPadded == (text != "acme"))
  }

  @Test(arguments: ["a c", "a\u{A0}c", "é", "日本", "\u{10FFFF}x", "x\u{1F600}", "a\u{FEFF}c"])
  func insideStay(_ text: String) {
    #expect(Identifier(trimming: " \(text)\u{A0}")?.text.utf8.elementsEqual(text.utf8) == true)
  }

  @Test(arguments: ["", " ", "\u{FEFF}", " \t\u{A0}\u{3000}"])
  func nothingElseIsNothing(_ text: String) {
    #expect(Identifier(trimming: text) == nil)
  }

  /// Where a blank ends in the middle of another character's bytes.
  @Test func charactersStayWhole() {
    // U+0820 ends in A0, and U+4E80 in 80.
    #expect(Identifier(trimming: "\u{820}\u{4E80}")?.text == "\u{820}\u{4E80}")
    #expect(Identifier(trimming: "\u{E1A0}") == "\u{E1A0}")
  }
}

@Suite("What a site calls things by")
struct SiteIdentifiersTests {
  private func spelling(_ exported: Identifier, on site: [Identifier]) -> Identifier? {
    Identifier(trimming: exported.text).map { SiteIdentifiers(site).spelling(of: exported, bare: $0) }
  }

  @Test func theOneWithBlanksIsMeant() {
    #expect(spelling("acme", on: ["acme ", "other"]) == "acme ")
    #expect(spelling(" acme", on: ["acme "]) == "acme ")
    #expect(spelling("acme ", on: ["acme "]) == "acme ")
  }

  @Test func whatTheSiteHasWithoutBlanksIsMeant() {
    #expect(spelling("acme", on: ["acme ", "acme"]) == "acme")
    #expect(spelling("acme ", on: ["acme ", "acme"]) == "acme ")
    #expect(spelling("acme\t", on: ["acme ", "acme"]) == "acme")
  }

  @Test func ofTwoNoneIsMeant() {
    #expect(spelling("acme", on: ["acme ", "acme\t"]) == "acme")
    #expect(spelling("acme\t", on: ["acme ", "acme\t"]) == "acme\t")
    #expect(SiteIdentifiers(["acme ", "acme\t", "acme  "]).spelling(of: "acme", bare: "acme") == "acme")
  }

  @Test func nearlyAllSitesHaveNone() {
    #expect(SiteIdentifiers(["acme", "a b", "é"]).isEmpty)
  }
}
