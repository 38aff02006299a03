import Foundation
import Testing

@testable import Publishing

/// What is signed is the manifest that is published, and no signature outlives its manifest.
@Suite struct SignatureTests {
  let folder: TemporaryFolder
  let output: String
  let key: SigningKey

  init() throws {
    folder = try TemporaryFolder()
    output = "\(folder.path)/output"
    try SigningKey.create(at: "\(folder.path)/key")
    key = try SigningKey(file: "\(folder.path)/key")
  }

  private var manifest: Manifest { .ofTests(after: folder.history) }

  private func publish(_ text: String, signed: Bool) throws -> Publication.Counts {
    let publication = try Publication(to: output, signedWith: signed ? key : nil)
    try publication.write("a", Array(text.utf8))
    return try publication.publish(manifest)
  }

  private func bytes(_ name: String) throws -> [UInt8]? { try Files.read("\(output)/\(name)") }

  private func isSigned() throws -> Bool {
    guard let signature = try bytes(Manifest.signature), let manifest = try bytes(Manifest.file) else { return false }
    return key.publicKey.isValid(signature, for: manifest)
  }

  @Test func aSignedSite() throws {
    let counts = try publish("1", signed: true)
    #expect((counts.files, counts.new, counts.updated, counts.removed) == (5, 5, 0, 0))
    #expect(try isSigned())
    #expect(folder.read("output/SHA256SUMS")?.contains(Manifest.signature) == false)
    #expect(try publish("1", signed: true).isUnchanged)
    let updated = try publish("2", signed: true)
    #expect((updated.new, updated.updated) == (0, 5))
    #expect(try isSigned())
  }

  @Test func aSiteThatWasNotSigned() throws {
    _ = try publish("1", signed: false)
    let counts = try publish("1", signed: true)
    // The manifest says who signs it, and is another one for that.
    #expect((counts.new, counts.updated, counts.removed) == (1, 3, 0))
    #expect(try isSigned())
  }

  @Test func aSignatureOfAFormerManifestGoes() throws {
    _ = try publish("1", signed: true)
    let counts = try publish("2", signed: false)
    #expect((counts.new, counts.updated, counts.removed) == (0, 4, 1))
    #expect(
      folder.tree().filter { $0.hasPrefix("output/") } == ["a"].map { "output/\($0)" })
    #expect(try bytes(Manifest.signature) == nil)
    #expect(try publish("3", signed: false).removed == 0)
  }

  @Test func aSignatureGoesWithoutAnythingElseThatIsNew() throws {
    _ = try publish("1", signed: true)
    let counts = try publish("1", signed: false)
    #expect((counts.new, counts.updated, counts.removed) == (0, 3, 1))
    #expect(try bytes(Manifest.signature) == nil)
    #expect(folder.history.runs == 2)
  }

  @Test func aDamagedSignatureIsMended() throws {
    _ = try publish("1", signed: true)
    try folder.write("output/\(Manifest.signature)", "damaged")
    #expect(try publish("1", signed: true).updated == 1)
    #expect(try isSigned())
  }

  @Test func upToDateMeansSigned() throws {
    let counts = try publish("1", signed: false)
    var former = Publication.Counts()
    (former.files, former.bytes) = (counts.files - 3, 1)
    func upToDate(signed: Bool) throws -> Publication.Counts? {
      let publication = try Publication(to: output, signedWith: signed ? key : nil)
      defer { publication.discard() }
      return try publication.upToDate(with: manifest, former)
    }
    #expect(try upToDate(signed: false)?.files == 4)
    #expect(try upToDate(signed: true) == nil)
    let signed = try publish("1", signed: true)
    #expect(try upToDate(signed: true)?.files == signed.files)
    #expect(try upToDate(signed: true)?.bytes == signed.bytes)
    #expect(try upToDate(signed: false) == nil)
  }
}
