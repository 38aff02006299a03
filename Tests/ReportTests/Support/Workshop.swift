import Foundation

/// A folder of its own for one test, with the templates of the project in it, to run the built tool in:
///
///     try Workshop().exports("invoices.csv", "…").config("…").run("--period", "2024-05")
final class Workshop {
  let folder: URL
  private var variables: [String: String] = ["TZ": "UTC", "LC_ALL": "C.UTF-8"]

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "report-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try FileManager.default.copyItem(at: Project.templates, to: folder.appending(path: "templates"))
  }

  /// With the sample exports and the configuration of the project.
  static func samples() throws -> Workshop {
    let workshop = try Workshop()
    for name in ["exports", "report.yml"] {
      try FileManager.default.copyItem(
        at: Project.folder.appending(path: name), to: workshop.folder.appending(path: name))
    }
    return workshop
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  // MARK: What goes in

  @discardableResult
  func exports(_ name: String, _ text: String) throws -> Workshop { try file("exports/\(name)", text) }

  @discardableResult
  func exports(_ name: String, bytes: Data) throws -> Workshop { try file("exports/\(name)", bytes: bytes) }

  @discardableResult
  func exports(copying file: URL, as name: String? = nil) throws -> Workshop {
    try exports(name ?? file.lastPathComponent, bytes: Data(contentsOf: file))
  }

  @discardableResult
  func config(_ text: String) throws -> Workshop { try file("report.yml", text) }

  @discardableResult
  func template(_ name: String, replacing text: String, by other: String) throws -> Workshop {
    try file("templates/\(name)", read("templates/\(name)").replacingOccurrences(of: text, with: other))
  }

  @discardableResult
  func file(_ path: String, _ text: String) throws -> Workshop { try file(path, bytes: Data(text.utf8)) }

  @discardableResult
  func file(_ path: String, bytes: Data) throws -> Workshop {
    let url = folder.appending(path: path)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try bytes.write(to: url)
    return self
  }

  @discardableResult
  func without(_ path: String) throws -> Workshop {
    try FileManager.default.removeItem(at: folder.appending(path: path))
    return self
  }

  /// Sets the permissions of a file or folder.
  @discardableResult
  func permitting(_ mode: Int, _ path: String) throws -> Workshop {
    try FileManager.default.setAttributes(
      [.posixPermissions: mode], ofItemAtPath: folder.appending(path: path).path)
    return self
  }

  @discardableResult
  func environment(_ name: String, _ value: String) -> Workshop {
    variables[name] = value
    return self
  }

  // MARK: The run

  /// Runs the tool in the folder.
  ///
  /// - Parameters:
  ///   - launcher: a command with its arguments that starts the tool.
  ///   - output: a file for the tool's standard output instead of one that is read back.
  @discardableResult
  func run(_ arguments: String..., under launcher: [String] = [], output: String? = nil) throws -> Outcome {
    try run(arguments, under: launcher, output: output)
  }

  @discardableResult
  func run(_ arguments: [String], under launcher: [String] = [], output: String? = nil) throws -> Outcome {
    try Run(launcher + [Project.tool.path] + arguments, in: folder, environment: variables, output: output).outcome()
  }

  /// Runs a command of the shell in the folder; `report` there is the tool.
  func shell(_ command: String) throws -> Outcome {
    var variables = variables
    variables["PATH"] = "\(Project.tool.deletingLastPathComponent().path):/usr/bin:/bin"
    return try Run(["/bin/sh", "-c", command], in: folder, environment: variables).outcome()
  }

  // MARK: What comes out

  func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: folder.appending(path: path).path) }

  func bytes(_ path: String) throws -> Data { try Data(contentsOf: folder.appending(path: path)) }

  func read(_ path: String) throws -> String { try String(contentsOf: folder.appending(path: path), encoding: .utf8) }

  func tree(_ path: String = "output") throws -> Tree { try Tree(folder.appending(path: path)) }

  /// The records of all periods, by number.
  func records(_ output: String = "output") throws -> [String: Record] {
    let folder = folder.appending(path: "\(output)/finance/records")
    var records: [String: Record] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() {
      let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
      for line in text.split(separator: "\n") {
        let record = try Record(line: String(line), period: String(name.dropLast(".jsonl".count)))
        precondition(records.updateValue(record, forKey: record["invoice_number"]) == nil, "two records of one number")
      }
    }
    return records
  }
}

/// The checkout these tests belong to.
enum Project {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  static let templates = folder.appending(path: "templates")

  /// The built tool: it lies beside the program that runs the tests, or above it where that is in a bundle.
  static let tool: URL = {
    let runner = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    let candidates = [Bundle.main.executableURL?.resolvingSymlinksInPath(), runner].compactMap(\.self)
    for candidate in candidates {
      var folder = candidate.deletingLastPathComponent()
      while folder.path != "/" {
        let tool = folder.appending(path: "report")
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: tool.path, isDirectory: &isFolder), !isFolder.boolValue,
          FileManager.default.isExecutableFile(atPath: tool.path)
        {
          return tool
        }
        folder.deleteLastPathComponent()
      }
    }
    fatalError("there is no built report beside or above \(candidates.map(\.path))")
  }()
}
