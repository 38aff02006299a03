/// The files in a zip, as the directory at its end lists them (APPNOTE 6.3, section 4.3).
///
/// It is read here and not by libarchive, which gives names in the encoding of the host and finds a file only by going
/// through those in front of it. What it says must account for the whole file: zips that are readable in two ways, by
/// their directory or from their beginning, are refused.
struct ZipDirectory {
  /// More than the directory of a hundred thousand files takes.
  static let longest = 1 << 24

  /// In the order of their data.
  private(set) var members: [ZipMember] = []

  private static let endSize = 22
  private static let longestComment = 1 << 16 - 1

  /// Reads the directory of the zip at `path`; `name` stands for it in errors.
  init(path: String, name: String) throws(InputError) {
    let size = try FileSource(path: path, name: name).size()
    let end = try Self.end(path, name, size)
    guard end.directory.count <= Self.longest else { throw .zip(.tooManyFiles(Self.longest), name: name) }
    var bytes = LittleEndian(try FileSource.bytes(end.directory, of: path, name: name))
    for _ in 0..<end.count {
      guard let member = Self.member(&bytes) else { throw .zip(.badDirectory, name: name) }
      members.append(member)
    }
    guard bytes.isAtEnd else { throw .zip(.badDirectory, name: name) }
    members.sort { $0.header < $1.header }
    try check(end.directory.lowerBound, name)
  }

  /// The data of the files follow each other from the beginning of the zip to its directory.
  private func check(_ directory: Int, _ name: String) throws(InputError) {
    if members.first?.header ?? directory != 0 { throw .zip(.bytesAround, name: name) }
    for (index, member) in members.enumerated() {
      let next = index + 1 < members.count ? members[index + 1].header : directory
      // What a crafted directory states may be too large to be added up.
      if member.header > next || member.packedSize > next - member.header - 30 - member.name.count {
        throw .zip(next == directory ? .badDirectory : .overlap, name: name)
      }
    }
  }

  /// Where the directory is and how many files it lists.
  private static func end(
    _ path: String, _ name: String, _ size: Int
  ) throws(InputError) -> (directory: Range<Int>, count: Int) {
    let start = max(0, size - endSize - longestComment)
    let tail = try FileSource.bytes(start..<size, of: path, name: name)
    // The last one: a comment that holds another is none that a packer writes.
    var at = tail.count - endSize
    while at >= 0, !tail[at...].starts(with: [0x50, 0x4B, 5, 6]) { at -= 1 }
    guard at >= 0 else { throw .zip(.noDirectory, name: name) }
    var record = LittleEndian(Array(tail[(at + 4)...]))
    guard let disk = record.number(2), let first = record.number(2), let here = record.number(2),
      let all = record.number(2), let length = record.number(4), let offset = record.number(4),
      let comment = record.number(2)
    else { throw .zip(.badDirectory, name: name) }
    guard at + endSize + comment == tail.count else { throw .zip(.bytesAround, name: name) }
    var (count, directory) = (all, (offset: offset, length: length))
    var end = start + at
    if let large = try largeEnd(before: end, path, name) {
      (count, directory) = (large.count, (large.offset, large.length))
      end = large.end
    } else if disk != 0 || first != 0 || here != all {
      throw .zip(.severalParts, name: name)
    }
    guard directory.offset <= end, directory.length <= end, directory.offset + directory.length == end else {
      throw .zip(.bytesAround, name: name)
    }
    // No entry is shorter than this.
    guard count <= directory.length / 46 else { throw .zip(.badDirectory, name: name) }
    return (directory.offset..<end, count)
  }

  /// The same of a zip that is too large for the usual record (Zip64); nil where there is no such record.
  private static func largeEnd(
    before end: Int, _ path: String, _ name: String
  ) throws(InputError) -> (offset: Int, length: Int, count: Int, end: Int)? {
    guard end >= 20 else { return nil }
    let locator = try FileSource.bytes(end - 20..<end, of: path, name: name)
    guard locator.starts(with: [0x50, 0x4B, 6, 7]) else { return nil }
    var bytes = LittleEndian(Array(locator[4...]))
    guard let disk = bytes.number(4), let at = bytes.number(8), let disks = bytes.number(4), disk == 0, disks <= 1
    else {
      throw .zip(.severalParts, name: name)
    }
    guard at <= end - 20 - 56 else { throw .zip(.bytesAround, name: name) }
    let record = try FileSource.bytes(at..<end - 20, of: path, name: name)
    guard record.starts(with: [0x50, 0x4B, 6, 6]) else { throw .zip(.bytesAround, name: name) }
    bytes = LittleEndian(Array(record[4...]))
    guard let size = bytes.number(8), size == record.count - 12, bytes.skip(12), let here = bytes.number(8),
      let all = bytes.number(8), here == all, let length = bytes.number(8), let offset = bytes.number(8)
    else { throw .zip(.badDirectory, name: name) }
    return (offset, length, all, at)
  }

  /// Takes one entry; nil where there is none that can be.
  private static func member(_ bytes: inout LittleEndian) -> ZipMember? {
    guard bytes.number(4) == 0x0201_4B50, let maker = bytes.number(2), bytes.skip(2), let flags = bytes.number(2),
      let method = bytes.number(2), bytes.skip(4), let sum = bytes.number(4), let packed = bytes.number(4),
      let unpacked = bytes.number(4), let nameLength = bytes.number(2), let extraLength = bytes.number(2),
      let commentLength = bytes.number(2), let disk = bytes.number(2), bytes.skip(2),
      let attributes = bytes.number(4), let offset = bytes.number(4), let name = bytes.take(nameLength),
      let extra = bytes.take(extraLength), bytes.skip(commentLength), !name.isEmpty
    else { return nil }
    var (size, packedSize, header) = (unpacked, packed, offset)
    if [size, packedSize, header].contains(0xFFFF_FFFF) {
      guard expand(&size, &packedSize, &header, extra) else { return nil }
    }
    guard disk == 0 || disk == 0xFFFF else { return nil }
    // Attributes are those of Unix where a Unix system made the entry.
    let isLink = maker >> 8 == 3 && attributes >> 16 & 0o170000 == 0o120000
    return ZipMember(
      path: EntryName(name).visible, name: name, header: header, packedSize: packedSize, size: size,
      sum: UInt32(truncatingIfNeeded: sum), method: UInt16(truncatingIfNeeded: method),
      isEncrypted: flags & 0x2041 != 0 || method == 99, isLink: isLink)
  }

  /// Figures that do not fit stand in an extra field, in this order, those alone.
  private static func expand(_ size: inout Int, _ packedSize: inout Int, _ header: inout Int, _ extra: [UInt8]) -> Bool
  {
    var fields = LittleEndian(extra)
    while let tag = fields.number(2), let length = fields.number(2), let content = fields.take(length) {
      guard tag == 1 else { continue }
      var numbers = LittleEndian(content)
      func replace(_ value: inout Int) -> Bool {
        if value != 0xFFFF_FFFF { return true }
        guard let number = numbers.number(8) else { return false }
        value = number
        return true
      }
      return replace(&size) && replace(&packedSize) && replace(&header)
    }
    return false
  }
}

/// Takes numbers from bytes, the lowest byte first. None is negative.
struct LittleEndian {
  private let bytes: [UInt8]
  private var at = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { at == bytes.count }

  mutating func take(_ count: Int) -> [UInt8]? {
    guard count <= bytes.count - at else { return nil }
    defer { at += count }
    return Array(bytes[at..<at + count])
  }

  mutating func skip(_ count: Int) -> Bool {
    guard count <= bytes.count - at else { return false }
    at += count
    return true
  }

  /// Nil where it is not there, and where it is beyond what any file has.
  mutating func number(_ count: Int) -> Int? {
    guard count <= bytes.count - at else { return nil }
    var value: UInt64 = 0
    for index in (0..<count).reversed() { value = value << 8 | UInt64(bytes[at + index]) }
    at += count
    return Int(exactly: value)
  }
}
