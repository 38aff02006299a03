import Foundation

/// Packs with the gzip of the system, without a name and a time.
public func gzip(_ bytes: some Sequence<UInt8>, level: Int = 6) throws -> [UInt8] {
  try pack(bytes, by: "gzip", "-n", "-\(level)")
}

public func gzip(_ text: String, level: Int = 6) throws -> [UInt8] { try gzip(text.utf8, level: level) }

/// Packs with a program of the system: `gzip`, `zstd`, `xz` or `bzip2`.
public func pack(_ bytes: some Sequence<UInt8>, by program: String, _ options: String...) throws -> [UInt8] {
  let folder = FileManager.default.temporaryDirectory.appending(path: "report-\(program)-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  let (file, packed) = (folder.appending(path: "text"), folder.appending(path: "packed"))
  try Data(bytes).write(to: file)
  try Data().write(to: packed)
  let process = Process()
  process.executableURL = URL(filePath: path(of: program) ?? "/bin/\(program)")
  process.arguments = options + ["-c", file.path]
  process.standardOutput = try FileHandle(forWritingTo: packed)
  try process.run()
  process.waitUntilExit()
  return Array(try Data(contentsOf: packed))
}

/// Whether the system has a program to pack with; where it has none, that is said aloud.
public func has(_ program: String) -> Bool {
  if path(of: program) != nil { return true }
  print("SKIPPED: no \(program); install it to run these tests")
  return false
}

private func path(of program: String) -> String? {
  ["/bin", "/usr/bin", "/usr/local/bin"].lazy.map { "\($0)/\(program)" }
    .first { FileManager.default.isExecutableFile(atPath: $0) }
}

/// A file to be put into a zip; all that a zip says of it may be untrue.
public struct Zipped {
  public var name: [UInt8]
  public var text: [UInt8]
  /// 0 for as it is, 8 for deflate, or any other number with `data`.
  public var method: UInt16
  /// What stands in the zip; nil for what belongs there.
  public var data: [UInt8]?
  public var flags: UInt16 = 0
  public var mode: UInt32 = 0o100644
  public var sum: UInt32?
  /// The name in front of the data; nil for `name`.
  public var otherName: [UInt8]?

  public init(_ name: String, _ text: String, method: UInt16 = 0) {
    self.name = Array(name.utf8)
    self.text = Array(text.utf8)
    self.method = method
  }

  /// The same with a change.
  public func with(_ change: (inout Zipped) -> Void) -> Zipped {
    var copy = self
    change(&copy)
    return copy
  }
}

/// A zip of these files.
///
/// - Parameter isLarge: with the records of zips that are too large for the usual ones.
public func zip(_ files: [Zipped], isLarge: Bool = false) throws -> [UInt8] {
  func little(_ value: some FixedWidthInteger) -> [UInt8] { withUnsafeBytes(of: value.littleEndian, Array.init) }
  var bytes: [UInt8] = []
  var directory: [UInt8] = []
  for file in files {
    // A gzip file without its header of ten bytes and its trailer.
    let packed = try gzip(file.text)
    let sum = file.sum ?? packed.suffix(8).prefix(4).reversed().reduce(0) { $0 << 8 | UInt32($1) }
    let data = file.data ?? (file.method == 8 ? Array(packed.dropFirst(10).dropLast(8)) : file.text)
    let header = UInt32(bytes.count)
    let sizes = little(sum) + little(UInt32(data.count)) + little(UInt32(file.text.count))
    let name = file.otherName ?? file.name
    bytes +=
      [0x50, 0x4B, 3, 4] + little(UInt16(20)) + little(file.flags) + little(file.method) + little(UInt32(0)) + sizes
    bytes += little(UInt16(name.count)) + little(UInt16(0)) + name + data
    var extra: [UInt8] = []
    if isLarge {
      extra =
        little(UInt16(1)) + little(UInt16(24)) + little(UInt64(file.text.count)) + little(UInt64(data.count))
        + little(UInt64(header))
    }
    directory += [0x50, 0x4B, 1, 2] + little(UInt16(3 << 8 | 20)) + little(UInt16(20)) + little(file.flags)
    directory += little(file.method) + little(UInt32(0)) + little(sum)
    directory += isLarge ? little(UInt64.max) : little(UInt32(data.count)) + little(UInt32(file.text.count))
    directory += little(UInt16(file.name.count)) + little(UInt16(extra.count)) + little(UInt16(0)) + little(UInt16(0))
    directory += little(UInt16(0)) + little(file.mode << 16) + little(isLarge ? UInt32.max : header) + file.name + extra
  }
  let (start, count) = (bytes.count, files.count)
  bytes += directory
  if isLarge {
    let end = bytes.count
    bytes += [0x50, 0x4B, 6, 6] + little(UInt64(44)) + little(UInt16(45)) + little(UInt16(45)) + little(UInt64(0))
    bytes += little(UInt64(count)) + little(UInt64(count)) + little(UInt64(directory.count)) + little(UInt64(start))
    bytes += [0x50, 0x4B, 6, 7] + little(UInt32(0)) + little(UInt64(end)) + little(UInt32(1))
  }
  bytes += [0x50, 0x4B, 5, 6] + little(UInt32(0)) + little(UInt16(isLarge ? .max : UInt16(count)))
  bytes += little(UInt16(isLarge ? .max : UInt16(count))) + little(UInt32(isLarge ? .max : UInt32(directory.count)))
  return bytes + little(UInt32(isLarge ? .max : UInt32(start))) + little(UInt16(0))
}
