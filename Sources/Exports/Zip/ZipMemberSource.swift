/// The bytes of a file in a zip, unpacked as they are read.
///
/// The end is only told where the bytes have the size and the check sum that the zip says they have.
final class ZipMemberSource: ByteSource {
  private let name: String
  private let member: ZipMember
  private let source: any ByteSource
  private var sum = CRC32()
  private var count = 0

  /// Opens the file; `path` is that of the zip, and `name` stands for the file in errors.
  init(
    _ member: ZipMember, path: String, name: String, onRead: (@Sendable (Int) -> Void)?
  ) throws(InputError) {
    self.member = member
    self.name = name
    let data = try Self.data(member, path, name)
    let file = try FileSource(path: path, name: name, range: data, onRead: onRead)
    do throws(InputError) {
      source = try Self.unpacked(file, member, name)
    } catch {
      throw Self.asOfZip(error)
    }
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int {
    do throws(InputError) {
      let read = try source.read(into: buffer)
      count += read
      guard count <= member.size, read > 0 || count == member.size else { throw .zip(.damaged, name: name) }
      // The sum of what is deflated was checked on the way: it stands in the trailer that was added.
      if member.method != 8 {
        sum.add(UnsafeRawBufferPointer(start: buffer.baseAddress, count: read))
        if read == 0, sum.value != member.sum { throw .zip(.damaged, name: name) }
      }
      return read
    } catch {
      throw Self.asOfZip(error)
    }
  }

  /// Where its data is, behind a header that must say what the directory says.
  private static func data(_ member: ZipMember, _ path: String, _ name: String) throws(InputError) -> Range<Int> {
    let start = member.header
    var header = LittleEndian(try FileSource.bytes(start..<start + 30 + member.name.count, of: path, name: name))
    guard header.number(4) == 0x0403_4B50, header.skip(4), header.number(2) == Int(member.method), header.skip(16),
      let nameLength = header.number(2), let extraLength = header.number(2), header.take(nameLength) == member.name
    else { throw .zip(.damaged, name: name) }
    let data = start + 30 + nameLength + extraLength
    return data..<data + member.packedSize
  }

  private static func unpacked(
    _ file: FileSource, _ member: ZipMember, _ name: String
  ) throws(InputError) -> any ByteSource {
    let packing: Packing
    switch member.method {
    case 0: return file
    case 8:
      // What is deflated becomes a gzip file by a header and a trailer around it.
      var trailer = withUnsafeBytes(of: member.sum.littleEndian, Array.init)
      trailer += withUnsafeBytes(of: UInt32(truncatingIfNeeded: member.size).littleEndian, Array.init)
      let framed = FramedSource([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255], file, trailer)
      return try UnpackedSource(framed, .gzip, size: member.packedSize, name: name)
    case 12: packing = .bzip2
    case 93: packing = .zstd
    case 95: packing = .xz
    default: throw .zip(.method(member.method), name: name)
    }
    return try UnpackedSource(file, packing, size: member.packedSize, name: name)
  }

  /// How a file in a zip is packed is nothing that its name tells.
  private static func asOfZip(_ error: InputError) -> InputError {
    guard case .packing(let fault, let name) = error else { return error }
    if case .tooLarge(let limit) = fault.problem { return .zip(.tooLarge(limit), name: name) }
    return .zip(.damaged, name: name)
  }
}

/// Bytes with others in front of them and behind them.
private final class FramedSource: ByteSource {
  private var head: ArraySlice<UInt8>
  private let body: any ByteSource
  private var tail: ArraySlice<UInt8>

  init(_ head: [UInt8], _ body: any ByteSource, _ tail: [UInt8]) {
    self.head = head[...]
    self.body = body
    self.tail = tail[...]
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int {
    if !head.isEmpty { return Self.move(&head, to: buffer) }
    let count = try body.read(into: buffer)
    return count > 0 ? count : Self.move(&tail, to: buffer)
  }

  private static func move(_ bytes: inout ArraySlice<UInt8>, to buffer: UnsafeMutableRawBufferPointer) -> Int {
    let part = bytes.prefix(buffer.count)
    buffer.copyBytes(from: part)
    bytes = bytes.dropFirst(part.count)
    return part.count
  }
}
