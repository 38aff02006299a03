import Diagnostics

/// The rule that no two files of a kind have equal content, packed or not: their rows would count twice.
enum DuplicateFiles {
  /// Adds one finding for each file that equals an earlier one of its kind. What cannot be read to its end equals
  /// nothing: whoever reads it for its rows says so.
  static func report(among files: [ExportFile], findings: inout Findings) {
    let sizes = files.map(\.size)
    let starts: [[UInt8]?] = files.contains(where: \.isPacked) ? files.map { try? start(of: $0) } : []
    for later in files.indices {
      for earlier in files[..<later].indices where files[earlier].kind == files[later].kind {
        // Only reading to the end tells how much a packed file holds.
        let isPacked = files[earlier].isPacked || files[later].isPacked
        guard isPacked ? starts[earlier] == starts[later] : sizes[earlier] == sizes[later],
          (try? isEqual(files[earlier], files[later])) ?? false
        else { continue }
        findings.add(
          Finding(
            .duplicateFile, at: Place(file: files[later].name),
            "the content is equal to that of “\(files[earlier].name)”",
            because: "reading both would count every row twice",
            remedy: "remove one of the two files"))
        break
      }
    }
  }

  /// The first part of the text: enough that files of other rows differ.
  private static func start(of file: ExportFile) throws(InputError) -> [UInt8] {
    var window = ByteWindow(source: try file.open(), blockSize: 1 << 12)
    while window.count < 1 << 12, !window.isAtEnd { try window.readMore() }
    return Array(UnsafeBufferPointer(start: window.base, count: min(window.count, 1 << 12)))
  }

  /// Compares block by block, so that files of any size take the same memory.
  private static func isEqual(_ a: ExportFile, _ b: ExportFile) throws(InputError) -> Bool {
    var first = ByteWindow(source: try a.open(), blockSize: 1 << 16)
    var second = ByteWindow(source: try b.open(), blockSize: 1 << 16)
    while true {
      if first.count == 0, !first.isAtEnd { try first.readMore() }
      if second.count == 0, !second.isAtEnd { try second.readMore() }
      let shared = min(first.count, second.count)
      if shared == 0 {
        if first.count != second.count { return false }
        if first.isAtEnd, second.isAtEnd { return true }
        continue
      }
      guard first.matches(second, count: shared) else { return false }
      first.start += shared
      second.start += shared
    }
  }
}
