import Foundation
import Testing

@testable import Publishing

/// Keys and signatures, as OpenSSL knows them too.
@Suite struct SigningKeyTests {
  let folder: TemporaryFolder
  let path: String
  private static let message = Array("The manifest.\n".utf8)

  init() throws {
    folder = try TemporaryFolder()
    path = "\(folder.path)/report.key"
  }

  @Test func aPairSignsAndChecks() throws {
    let publicPath = try SigningKey.create(at: path)
    #expect(publicPath == path + ".pub")
    let signature = try SigningKey(file: path).signature(of: Self.message)
    let key = try PublicKey(file: publicPath)
    #expect(signature.count == 64)
    #expect(key.isValid(signature, for: Self.message))
    for byte in signature.indices {
      var other = signature
      other[byte] ^= 1
      #expect(!key.isValid(other, for: Self.message))
    }
    #expect(!key.isValid(signature, for: Self.message + [0]))
    #expect(!key.isValid([], for: Self.message))
    #expect(!key.isValid(signature + [0], for: Self.message))
  }

  /// RFC 8032, section 7.1, test 3.
  @Test func theVectorOfTheStandard() throws {
    try folder.write(
      "vector.key",
      """
      Some words that explain the key.
      -----BEGIN PRIVATE KEY-----\r
      MC4CAQAwBQYDK2VwBCIEIMWqjfQ/n4N7\r
      7bdELzHct7Fm04U1B28JS4XOOi4LRFj3\r
      -----END PRIVATE KEY-----\r

      """)
    let key = try SigningKey(file: "\(folder.path)/vector.key")
    let signature = try key.signature(of: [0xAF, 0x82]).map { String(format: "%02x", $0) }.joined()
    #expect(
      signature == "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
        + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a")
    #expect(key.publicKey.isValid(try key.signature(of: [0xAF, 0x82]), for: [0xAF, 0x82]))
  }

  @Test func signaturesRepeat() throws {
    try SigningKey.create(at: path)
    let key = try SigningKey(file: path)
    #expect(try key.signature(of: Self.message) == key.signature(of: Self.message))
  }

  @Test func theKeyIsItsOwnersAlone() throws {
    try SigningKey.create(at: path)
    func mode(_ path: String) throws -> Int? {
      try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }
    #expect(try mode(path) == 0o600)
    #expect(try mode(path + ".pub").map { $0 & 0o022 } == 0)
  }

  @Test(arguments: ["report.key", "report.key.pub"])
  func nothingIsOverwritten(_ name: String) throws {
    try folder.write(name, "mine")
    #expect(throws: KeyError.exists(path: "\(folder.path)/\(name)")) { try SigningKey.create(at: path) }
    #expect(folder.tree() == [name])
    #expect(folder.read(name) == "mine")
  }

  @Test func aFolderThatIsNotThere() {
    #expect(throws: KeyError.unwritable(path: "\(folder.path)/no/key", reason: "No such file or directory")) {
      try SigningKey.create(at: "\(folder.path)/no/key")
    }
  }

  @Test func whatCannotBeRead() throws {
    #expect(throws: KeyError.unreadable(path: path, reason: "No such file or directory")) { try SigningKey(file: path) }
    #expect(throws: KeyError.notAKey(path: folder.path, .notAFile("a folder"))) { try PublicKey(file: folder.path) }
    #expect(mkfifo("\(folder.path)/pipe", 0o600) == 0)
    for pipe in ["\(folder.path)/pipe", "/dev/zero"] {
      let found = pipe == "/dev/zero" ? "a device" : "a pipe"
      #expect(throws: KeyError.notAKey(path: pipe, .notAFile(found))) { try SigningKey(file: pipe) }
    }
  }

  @Test func whatIsNoKey() throws {
    try SigningKey.create(at: path)
    func flaw(_ text: String, public isPublic: Bool = false) throws -> KeyError.Flaw? {
      try folder.write("other", text)
      do {
        if isPublic {
          _ = try PublicKey(file: "\(folder.path)/other")
        } else {
          _ = try SigningKey(file: "\(folder.path)/other")
        }
      } catch let KeyError.notAKey(_, flaw) {
        return flaw
      }
      return nil
    }
    let (privatePEM, publicPEM) = (folder.read("report.key") ?? "", folder.read("report.key.pub") ?? "")
    #expect(try flaw(privatePEM) == nil)
    #expect(try flaw(publicPEM, public: true) == nil)
    #expect(try flaw(publicPEM) == .label("PUBLIC KEY"))
    #expect(try flaw(privatePEM, public: true) == .label("PRIVATE KEY"))
    #expect(try flaw("") == .notPEM)
    #expect(try flaw(String(privatePEM.dropLast(20))) == .notPEM)
    #expect(try flaw(privatePEM.replacingOccurrences(of: "MC4", with: "M-4")) == .notPEM)
    #expect(try flaw(String(repeating: "x", count: 1 << 17)) == .notPEM)
    // X25519, which only agrees on secrets: one byte of the algorithm is another.
    #expect(try flaw(PEM(label: "PRIVATE KEY", bytes: Self.x25519).text) == .otherAlgorithm)
    #expect(try flaw(PEM(label: "PRIVATE KEY", bytes: [0x30, 0]).text) == .otherAlgorithm)
  }

  private static let x25519: [UInt8] =
    [0x30, 46, 2, 1, 0, 0x30, 5, 6, 3, 0x2B, 0x65, 0x6E, 4, 34, 4, 32] + [UInt8](repeating: 7, count: 32)

  /// Every length of padding, and lines that are full.
  @Test func pem() throws {
    for count in 0...200 {
      let block = PEM(label: "DATA", bytes: (0..<count).map { UInt8(truncatingIfNeeded: $0 * 7) })
      #expect(PEM(parsing: Array(block.text.utf8)) == block)
      #expect(block.text.split(separator: "\n").allSatisfy { $0.count <= 64 })
    }
    #expect(PEM(label: "A", bytes: [1, 2, 3, 4]).text == "-----BEGIN A-----\nAQIDBA==\n-----END A-----\n")
    for text in [
      "", "-----BEGIN A-----\n", "-----BEGIN A-----\nAQ\n-----END A-----\n", "-----BEGIN A-----\n-----END B-----",
    ] {
      #expect(PEM(parsing: Array(text.utf8)) == nil)
    }
  }
}
