import Billing
import Exports
import Foundation
import Testing

@testable import Reporting

@Suite("Run description") struct RunDescriptionTests {
  /// What was hashed has to be what was billed.
  @Test func aFileThatChangesMeanwhileIsNoticed() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "report-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = "\(folder)/usage.csv"
    try "service\n".write(toFile: path, atomically: false, encoding: .utf8)
    var options = Options(period: .all, asOf: try #require(Day("2024-06-30")))
    options.exports = folder
    let run = RunDescription(
      options, [ExportFile(path: path, name: path, kind: .usage, format: .csv(delimiter: UInt8(ascii: ",")))])
    try run.hash()
    try run.checkUnchanged()
    try "another\n".write(toFile: path, atomically: true, encoding: .utf8)
    #expect(throws: ChangedInput.self) { try run.checkUnchanged() }
  }
}
