import Glibc

extension Configuration {
  /// The file that is used where none is named.
  public static let standardFile = "report.yml"

  /// Reads the file of a name; without a name `report.yml`, or the defaults where there is none.
  public init(file name: String?) throws(ConfigurationError) {
    let file = name ?? Self.standardFile
    guard let bytes = Self.contents(of: file) else {
      let reason = errno
      if name == nil, reason == ENOENT {
        self.init()
        return
      }
      throw ConfigurationError(
        file: file,
        problems: [
          .init(
            line: nil, message: "it cannot be read: \(String(cString: strerror(reason)))",
            remedy: "check the path and that you may read it")
        ])
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw ConfigurationError(
        file: file,
        problems: [.init(line: nil, message: "it is not UTF-8 text", remedy: "save it as UTF-8")])
    }
    try self.init(yaml: text, file: file)
    source = bytes
  }

  /// The bytes of a file; nil where it cannot be read, with the reason in `errno`.
  public static func contents(of file: String) -> [UInt8]? {
    guard let opened = fopen(file, "rb") else { return nil }
    defer { fclose(opened) }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&block, 1, block.count, opened)
      bytes += block[..<count]
      if count < block.count { break }
    }
    return ferror(opened) == 0 ? bytes : nil
  }
}
