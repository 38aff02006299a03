import Paths

extension Configuration {
  /// The file that is used where none is named.
  public static let standardFile = "report.yml"

  /// Reads the file of a name; without a name `report.yml`, or the defaults where there is none.
  public init(file name: String?) throws(ConfigurationError) {
    let file = name ?? Self.standardFile
    let bytes: [UInt8]
    do {
      bytes = try SmallFile.read(file)
    } catch {
      if name == nil, error.isMissing {
        self.init()
        return
      }
      throw ConfigurationError(
        file: file, problems: [.init(line: nil, message: error.reason, remedy: error.remedyOfConfiguration)])
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw ConfigurationError(
        file: file,
        problems: [.init(line: nil, message: "it is not UTF-8 text", remedy: "save it as UTF-8")])
    }
    try self.init(yaml: text, file: file)
    source = bytes
  }
}

extension SmallFile.Fault {
  fileprivate var remedyOfConfiguration: String {
    switch self {
    case .call: "check the path and that you may read it"
    case .notAFile, .tooLarge: "name the file with the configuration, such as report.yml"
    }
  }
}
