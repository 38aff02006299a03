import TestSupport
import Testing

@testable import Exports

/// What holds for every way to pack one file; gzip has tests of its own.
@Suite("Packed files")
struct PackingTests {
  static let others = [Packing.zstd, .xz, .bzip2].filter { has($0.rawValue) }
  private static let lines = Array(String(repeating: "acme,Compute,2024-05,1.25\n", count: 40_000).utf8)

  private static func unpack(_ bytes: [UInt8], _ packing: Packing, leastLimit: Int = 1 << 30) throws -> [UInt8] {
    let source = try UnpackedSource(MemorySource(bytes), packing, size: bytes.count, name: "f", leastLimit: leastLimit)
    return try source.all(atMost: .max) ?? []
  }

  /// Nil where the file unpacks to anything.
  private static func fault(_ bytes: [UInt8], _ packing: Packing, leastLimit: Int = 1 << 30) throws
    -> PackingFault.Problem?
  {
    do {
      _ = try unpack(bytes, packing, leastLimit: leastLimit)
      return nil
    } catch InputError.packing(let fault, "f") {
      #expect(fault.packing == packing)
      return fault.problem
    }
  }

  @Test(arguments: others)
  func text(_ packing: Packing) throws {
    for text in [Array("a\n".utf8), Self.lines, Array(Self.lines[..<100_001])] {
      let packed = try pack(text, by: packing.program)
      #expect(try Self.unpack(packed, packing) == text)
      // A file is a series of members.
      #expect(try Self.unpack(packed + packed, packing) == text + text)
    }
    #expect(try Self.unpack(pack([], by: packing.program), packing) == [])
  }

  @Test(arguments: others)
  func truncated(_ packing: Packing) throws {
    let packed = try pack("invoice_number,service,amount\nINV-1,Compute,12.50\n".utf8, by: packing.program)
    for count in 0..<packed.count {
      #expect(
        try Self.fault(Array(packed[..<count]), packing) == (count < packing.markSize ? .notPacked : .truncated),
        "\(count) bytes")
    }
    let large = try pack(Self.lines, by: packing.program)
    #expect(try Self.fault(Array(large.dropLast(1)), packing) == .truncated)
    #expect(try Self.fault(Array(large[..<(large.count / 2)]), packing) == .truncated)
    #expect(try Self.fault(large + large.dropLast(3), packing) == .truncated)
  }

  /// Every one of them has a check sum: no other text comes of a file with a bit that is wrong.
  @Test(arguments: others)
  func everyFlippedBit(_ packing: Packing) throws {
    let text = Array("invoice_number,service,amount\nINV-1,Compute,12.50\n".utf8)
    let packed = try pack(text, by: packing.program)
    for (index, bit) in packed.indices.flatMap({ index in (0..<8).map { (index, $0) } }) {
      var flipped = packed
      flipped[index] ^= 1 << UInt8(bit)
      if try Self.fault(flipped, packing) == nil { #expect(try Self.unpack(flipped, packing) == text) }
    }
    var flipped = try pack(Self.lines, by: packing.program)
    flipped[flipped.count - 20] ^= 1
    #expect(try Self.fault(flipped, packing) != nil)
  }

  @Test(arguments: others)
  func bytesBehind(_ packing: Packing) throws {
    let packed = try pack(Self.lines, by: packing.program)
    for bytes in [Array("\n".utf8), Array("INV-1,Compute,1.00\n".utf8), [0]] {
      #expect(try Self.fault(packed + bytes, packing) != nil)
    }
  }

  @Test(arguments: others)
  func notPacked(_ packing: Packing) throws {
    #expect(try Self.fault(Array("a,b\n1,2\n".utf8), packing) == .notPacked)
    #expect(try Self.fault(gzip("a,b\n1,2\n"), packing) == .notPacked)
  }

  @Test(arguments: others)
  func bomb(_ packing: Packing) throws {
    let bomb = try pack([UInt8](repeating: 0x0A, count: 10 << 20), by: packing.program)
    #expect(bomb.count < 10_000)
    let limit = max(1 << 20, bomb.count * 200)
    #expect(try Self.fault(bomb, packing, leastLimit: 1 << 20) == .tooLarge(limit))
    #expect(try Self.fault(bomb, packing, leastLimit: 10 << 20) == nil)
  }

  @Test func endings() {
    #expect(Packing.allCases.map(\.ending) == [".gz", ".zst", ".xz", ".bz2"])
    #expect(Packing(ending: "usage.csv.zst") == .zstd)
    #expect(Packing(ending: "usage.csv") == nil)
  }
}
