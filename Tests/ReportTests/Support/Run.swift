import Dispatch
import Foundation

/// What a run left behind: its exit code and all it said.
struct Outcome: Equatable {
  var code: Int32
  var stdout: String
  var stderr: String
}

/// One run of a command, with an environment that holds nothing but what was set, and an end to its patience.
struct Run {
  struct Timeout: Error {
    var arguments: [String]
  }

  static let patience = 60.0

  private let process = Process()
  private let output: URL
  private let error: URL

  init(_ arguments: [String], in folder: URL, environment: [String: String], output: String? = nil) {
    let said = FileManager.default.temporaryDirectory.appending(path: "report-said-\(UUID().uuidString)").path
    self.output = URL(filePath: output ?? "\(said).out")
    error = URL(filePath: "\(said).err")
    var arguments = arguments
    process.executableURL = URL(filePath: arguments.removeFirst())
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
  }

  /// Standard output and error go to files: no pipe can fill up, and nothing is lost.
  func outcome() throws -> Outcome {
    let isOwn = output.path.hasSuffix(".out")
    if isOwn { try Data().write(to: output) }
    try Data().write(to: error)
    defer {
      if isOwn { try? FileManager.default.removeItem(at: output) }
      try? FileManager.default.removeItem(at: error)
    }
    let outputHandle = try FileHandle(forWritingTo: output)
    let errorHandle = try FileHandle(forWritingTo: error)
    process.standardOutput = outputHandle
    process.standardError = errorHandle
    let ended = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in ended.signal() }
    try process.run()
    if ended.wait(timeout: .now() + Self.patience) == .timedOut {
      process.terminate()
      throw Timeout(arguments: process.arguments ?? [])
    }
    try outputHandle.close()
    try errorHandle.close()
    return Outcome(
      code: process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus,
      stdout: isOwn ? try String(contentsOf: output, encoding: .utf8) : "",
      stderr: try String(contentsOf: error, encoding: .utf8))
  }
}
