import Testing

@testable import Billing

/// What decides whose money it is: bytes, and nothing else.
@Suite struct IdentifierTests {
  @Test func oneLetterInTwoEncodingsIsTwoIdentifiers() {
    let (composed, decomposed) = ("caf\u{E9}", "cafe\u{301}")
    #expect(composed == decomposed, "as strings the two are equal, and that is what this type is for")
    #expect(Identifier(composed) != Identifier(decomposed))
    #expect(Set([Identifier(composed), Identifier(decomposed)]).count == 2)
    #expect(Identifier("\u{212A}iwi") != "Kiwi")
  }

  @Test func theSameBytesAreOneIdentifier() {
    let built = ["ac", "me, of a name too long for a small string"].joined()
    let written: Identifier = "acme, of a name too long for a small string"
    #expect(Identifier(built) == written)
    #expect(Set([Identifier(built), written]).count == 1)
    #expect(Identifier("acme".dropFirst(2)) == "me")
  }

  @Test func theOrderIsThatOfBytes() {
    let sorted: [Identifier] = ["A-10", "A-9", "a", "z", "\u{E9}"]
    #expect(sorted.reversed().sorted() == sorted)
    #expect(sorted.sorted() == sorted)
  }
}
