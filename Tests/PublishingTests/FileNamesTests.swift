import Testing

@testable import Publishing

extension FileNames where ID == String {
  fileprivate mutating func name(for id: String) -> String { name(for: id, called: id) }
}

/// Safe, distinct names for whatever ids an export holds.
@Suite struct FileNamesTests {
  @Test(
    arguments: [
      ("INV-2024.05_1", "INV-2024.05_1"), ("a/b", "a%2Fb"), ("..", "%2E."), (".", "%2E"),
      ("../../etc", "%2E.%2F..%2Fetc"),
      (".hidden", "%2Ehidden"), ("a b", "a%20b"), ("ä", "%C3%A4"), ("a%2Fb", "a%252Fb"), ("", ""), ("a\u{0}b", "a%00b"),
      ("<script>", "%3Cscript%3E"), ("C:\\x", "C%3A%5Cx"), ("a~b", "a%7Eb"), ("né\n", "n%C3%A9%0A"),
    ])
  func encoded(id: String, name: String) {
    #expect(FileName.encoded(id) == name)
  }

  @Test func anIdKeepsItsName() {
    var names = FileNames<String>()
    #expect(names.name(for: "acme") == "acme")
    #expect(names.name(for: "acme") == "acme")
  }

  @Test func namesThatDifferOnlyInCaseAreToldApart() {
    var names = FileNames<String>()
    let first = names.name(for: "Acme")
    let second = names.name(for: "ACME")
    #expect(first == "Acme")
    // SHA-256 of "ACME" begins with these digits.
    #expect(second == "ACME~\(SHA256Digest(of: Array("ACME".utf8)).hexadecimal.prefix(8))")
    #expect(first.lowercased() != second.lowercased())
    #expect(names.name(for: "ACME") == second)
  }

  @Test func reservedNamesAreAvoided() {
    var names = FileNames<String>(reserved: ["index", "statement"])
    for id in ["index", "INDEX", "Statement"] {
      let name = names.name(for: id)
      #expect(name.hasPrefix("\(id)~") && name.count == id.count + 9, "\(name)")
    }
    #expect(names.name(for: "index2") == "index2")
  }

  /// Windows takes these for devices, whatever ending they have, and takes points off the end of names.
  @Test(arguments: [
    ("CON", "CON~"), ("con", "con~"), ("nul", "nul~"), ("Aux.txt", "Aux%2Etxt~"), ("con.", "con%2E~"),
    ("COM1", "COM1~"),
    ("lpt9.2024.05", "lpt9%2E2024%2E05~"), ("PRN.html", "PRN%2Ehtml~"), ("acme.", "acme.~"), ("a..", "a..~"),
    ("con.\(String(repeating: "x", count: 300))", "con%2E\(String(repeating: "x", count: 194))~"),
  ])
  func whatWindowsReserves(id: String, start: String) {
    var names = FileNames<String>()
    let name = names.name(for: id)
    #expect(name == start + SHA256Digest(of: Array(id.utf8)).hexadecimal.prefix(8))
    for ending in ["", ".html", ".usage.csv"] {
      #expect(!FileName.isDevice(name + ending))
      #expect(!(name + ending).hasSuffix("."))
    }
    // What is published stays.
    var published = FileNames<String>()
    published.keep(id, for: id)
    #expect(published.name(for: id) == id)
  }

  /// Names that only look like those.
  @Test(arguments: [
    "acme", "console", "com", "com10", "lpt", "con-1", "a.con", "comx", "auxiliary.con", "prn_", "nul1",
  ])
  func whatWindowsDoesNotReserve(id: String) {
    var names = FileNames<String>()
    #expect(names.name(for: id) == id)
  }

  /// These cannot be names on Windows, and never are: what is no ASCII letter or digit is encoded.
  @Test(arguments: [("CONIN$", "CONIN%24"), ("com¹", "com%C2%B9"), ("con ", "con%20"), ("nul:", "nul%3A")])
  func whatIsEncoded(id: String, name: String) {
    var names = FileNames<String>()
    #expect(names.name(for: id) == name)
  }

  @Test(arguments: ["a", "ä", "/", "%"])
  func longNamesFitEveryFileSystem(character: String) {
    var names = FileNames<String>()
    let one = names.name(for: String(repeating: character, count: 300))
    let other = names.name(for: String(repeating: character, count: 301))
    for name in [one, other] {
      #expect("\(name).usage.csv".utf8.count <= 255)
      // Never cut inside an encoded byte.
      let plain = name.split(separator: "~")[0]
      let encoded = plain.split(separator: "%", omittingEmptySubsequences: true)
      if plain.contains("%") { #expect(encoded.allSatisfy { $0.count >= 2 }) }
    }
    #expect(one.lowercased() != other.lowercased())
  }

  @Test func aNameOfTheGreatestLengthStaysAsItIs() {
    var names = FileNames<String>()
    let id = String(repeating: "x", count: FileName.longest)
    #expect(names.name(for: id) == id)
    #expect(names.name(for: id + "x") != id + "x")
  }

  @Test func aPublishedNameNeverChanges() {
    var names = FileNames<String>(reserved: ["index"])
    names.keep("acme~12345678", for: "acme")
    names.keep("index", for: "index")
    #expect(names.name(for: "acme") == "acme~12345678")
    #expect(names.name(for: "index") == "index")
    // What is published under another id's plain name is not given away.
    names.keep("Beta", for: "old-beta")
    #expect(names.name(for: "beta").hasPrefix("beta~"))
  }

  @Test func aHashThatIsTakenGetsTheWholeHash() {
    var names = FileNames<String>(reserved: ["index"])
    let digest = SHA256Digest(of: Array("index".utf8)).hexadecimal
    names.keep("index~\(digest.prefix(8))", for: "another")
    #expect(names.name(for: "index") == "index~\(digest)")
  }

  @Test func manyHostileIdsStayDistinct() {
    let letters = ["a", "A", ".", "/", "%", "~", "é", "e\u{301}", "index", " "]
    var names = FileNames<String>(reserved: ["index"])
    var seen: [String: String] = [:]
    for a in letters {
      for b in letters {
        for c in letters {
          let id = a + b + c
          let name = names.name(for: id)
          let folded = name.lowercased()
          if let other = seen[folded], other != id {
            Issue.record("\(id) and \(other): \(name)")
          }
          seen[folded] = id
          #expect(name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "/") })
          #expect(!name.hasPrefix("."))
        }
      }
    }
  }

  @Test func sha256() {
    #expect(
      SHA256Digest(of: Array("abc".utf8)).hexadecimal
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }
}
