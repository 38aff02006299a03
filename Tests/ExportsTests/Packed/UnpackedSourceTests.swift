import Foundation
import TestSupport
import Testing

@testable import Exports

@Suite("Gzip files")
struct UnpackedSourceTests {
  private static func unpack(_ bytes: [UInt8], readSize: Int = 1 << 16, leastLimit: Int = 1 << 30) throws -> [UInt8] {
    try unpack(MemorySource(bytes), size: bytes.count, readSize: readSize, leastLimit: leastLimit)
  }

  private static func unpack(
    _ bytes: any ByteSource, size: Int, readSize: Int = 1 << 16, leastLimit: Int = 1 << 30
  ) throws -> [UInt8] {
    let source = try UnpackedSource(bytes, .gzip, size: size, name: "f.gz", leastLimit: leastLimit)
    var text: [UInt8] = []
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: readSize, alignment: 1)
    defer { buffer.deallocate() }
    while case let count = try source.read(into: buffer), count > 0 { text += buffer[..<count] }
    return text
  }

  /// Nil where the file unpacks, to this text.
  private static func fault(_ bytes: [UInt8], leastLimit: Int = 1 << 30, text: [UInt8]? = nil) throws
    -> PackingFault.Problem?
  {
    do {
      let unpacked = try unpack(bytes, leastLimit: leastLimit)
      #expect(text == nil || unpacked == text)
      return nil
    } catch InputError.packing(let fault, "f.gz") {
      #expect(fault.packing == .gzip)
      return fault.problem
    }
  }

  private static func random(_ count: Int, seed: UInt64) -> [UInt8] {
    var random = SplitMix64(seed: seed)
    return (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
  }

  /// A member of one stored block, so that its text stands in the file as it is.
  private static func stored(_ text: [UInt8]) -> [UInt8] {
    var sum = CRC32()
    text.withUnsafeBytes { sum.add($0) }
    func little(_ value: some FixedWidthInteger) -> [UInt8] { withUnsafeBytes(of: value.littleEndian, Array.init) }
    return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255, 1] + little(UInt16(text.count)) + little(~UInt16(text.count)) + text
      + little(sum.value) + little(UInt32(text.count))
  }

  @Test(arguments: [1, 9, 10, 4_096, 65_535, 65_536, 65_537, 1_000_000])
  func text(count: Int) throws {
    let lines = Array(String(repeating: "acme,Compute,2024-05,1.25\n", count: count / 26 + 1).utf8.prefix(count))
    let noise = Self.random(count, seed: 1)
    for text in [lines, noise] {
      for level in [1, 9] {
        let packed = try gzip(text, level: level)
        for size in [1 << 18, 4_096, 1_000] { #expect(try Self.unpack(packed, readSize: size) == text) }
      }
    }
  }

  @Test func nothingIsPacked() throws {
    #expect(try Self.unpack(gzip("")) == [])
  }

  /// RFC 1952: a file is a series of members.
  @Test func members() throws {
    let parts = (0..<300).map { Self.random($0 % 7 * $0 % 301, seed: UInt64($0)) }
    let packed = try parts[..<40].flatMap { try gzip($0) } + parts[40...].flatMap(Self.stored)
    #expect(try Self.unpack(packed) == Array(parts.joined()))
    #expect(try Self.unpack(packed, readSize: 7) == Array(parts.joined()))
  }

  /// Members end anywhere in the blocks that are read.
  @Test(arguments: -30...30)
  func blockBoundaries(offset: Int) throws {
    let first = Self.random((1 << 15) - 23 + offset, seed: 2)
    let second = Self.random((1 << 15) - 23, seed: 3)
    #expect(try Self.unpack(Self.stored(first) + Self.stored(second) + Self.stored([])) == first + second)
    #expect(try Self.unpack(Self.stored(first)) == first)
  }

  /// What looks like the next member and is text.
  @Test func headersInTheText() throws {
    let header: [UInt8] = [0x1F, 0x8B, 8, 0]
    let text = Self.random(20, seed: 4) + header + Self.random(50_000, seed: 5) + header + header
    #expect(try Self.unpack(Self.stored(text) + Self.stored(text)) == text + text)
    #expect(try Self.unpack(Self.stored(Self.stored(text)) + Self.stored(text)) == Self.stored(text) + text)
  }

  /// Packed twice is unpacked once.
  @Test func nested() throws {
    let packed = try gzip("a,b\n1,2\n")
    #expect(try Self.unpack(gzip(packed)) == packed)
  }

  /// Whatever bit is wrong, no other text comes of it. Those that do not matter say when and where a member was packed,
  /// or fill its last byte.
  @Test func everyFlippedBit() throws {
    let texts = ["invoice_number,service,amount\nINV-1,Compute,12.50\n", "INV-2,Storage,7.25\nINV-3,Network,1.00\n"]
    let packed = try gzip(texts[0]) + gzip(texts[1])
    let text = Array(texts.joined().utf8)
    var free = 0
    for (index, bit) in packed.indices.flatMap({ index in (0..<8).map { (index, $0) } }) {
      var flipped = packed
      flipped[index] ^= 1 << UInt8(bit)
      if try Self.fault(flipped, text: text) == nil { free += 1 }
    }
    #expect((98...112).contains(free))
  }

  @Test func everyTruncation() throws {
    let packed = try gzip("invoice_number,service,amount\nINV-1,Compute,12.50\n")
    for count in 1..<packed.count {
      let fault = try Self.fault(Array(packed[..<count]))
      #expect(fault == (count < 4 ? .notPacked : .truncated), "\(count) bytes")
    }
    #expect(try Self.fault(packed + packed.dropLast(3)) == .truncated)
  }

  @Test func truncatedFarInside() throws {
    let packed = try gzip(Self.random(200_000, seed: 6))
    for count in [1 << 15, (1 << 15) + 1, 100_000, packed.count - 1] {
      #expect(try Self.fault(Array(packed[..<count])) == .truncated)
    }
  }

  @Test(arguments: [
    [0], [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], Array("\n".utf8), [0x1F, 0x8B], random(70_000, seed: 7),
  ])
  func bytesBehind(_ bytes: [UInt8]) throws {
    #expect(try Self.fault(gzip("a,b\n1,2\n") + bytes) == .bytesBehind)
  }

  @Test(arguments: ["a,b\n1,2\n", "PK\u{3}\u{4}", "", "\u{1F}"])
  func notGzip(_ text: String) throws {
    #expect(try Self.fault(Array(text.utf8)) == .notPacked)
  }

  /// What unpacks to absurdly much is refused on the way, however little memory it takes.
  @Test func bomb() throws {
    let bomb = try gzip([UInt8](repeating: 0x0A, count: 10 << 20))
    #expect(bomb.count * 900 < 10 << 20)
    #expect(try Self.fault(bomb, leastLimit: 1 << 20) == .tooLarge(bomb.count * UnpackedSource.mostRatio))
    #expect(try Self.fault(bomb, leastLimit: (10 << 20) - 1) == .tooLarge((10 << 20) - 1))
    #expect(try Self.fault(bomb, leastLimit: 10 << 20) == nil)
    #expect(UnpackedSource.leastLimit == 1 << 30)
  }

  /// Bytes of a disk that gives up in the middle.
  private final class FailingSource: ByteSource {
    private let memory: MemorySource
    private var room: Int

    init(_ bytes: [UInt8], after room: Int) {
      memory = MemorySource(bytes)
      self.room = room
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int {
      if room == 0 { throw InputError(.read, "f.gz", EIO) }
      let count = memory.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(room)))
      room -= count
      return count
    }
  }

  /// A file that cannot be read on is not one that ends there, wherever that is.
  @Test func unreadable() throws {
    let first = Self.stored(Self.random(1 << 15, seed: 8)) + Self.stored([])
    let packed = first + Self.stored(Self.random(60_000, seed: 9))
    for count in [0, 1, first.count - 20, first.count, 1 << 16, packed.count] {
      #expect(throws: InputError(.read, "f.gz", EIO)) {
        try Self.unpack(FailingSource(packed, after: count), size: packed.count)
      }
    }
  }

  @Test func messages() {
    let faults: [PackingFault.Problem] = [.notPacked, .truncated, .damaged, .bytesBehind, .tooLarge(1 << 30)]
    #expect(
      faults.map { InputError.packing(PackingFault($0, .gzip), name: "usage.csv.gz").description } == [
        """
        “usage.csv.gz” is named like a gzip file and is none
          why: what it holds instead would be a guess
          fix: name it without .gz if it is not packed; pack it with gzip if it was packed otherwise
        """,
        """
        “usage.csv.gz” ends before what is packed in it does
          why: rows could be missing, and figures could be wrong
          fix: copy or export it again
        """,
        """
        “usage.csv.gz” is damaged: what it unpacks to is not what was packed
          why: rows could be missing, and figures could be wrong
          fix: copy or export it again; gzip -t tells whether a file is whole
        """,
        """
        “usage.csv.gz” has bytes behind its end that are not packed
          why: whether rows are missing cannot be told
          fix: pack the export again; gzip -t tells whether a file is whole
        """,
        """
        “usage.csv.gz” unpacks to more than 1024 MiB, which is more than 200 times its size
          why: no export packs that well; it was made to fill up whatever unpacks it
          fix: find out where the file comes from; if it is right, unpack it first: gzip -d
        """,
      ])
  }
}
