import Foundation
import Testing

@testable import Paths

/// What is read whole is a regular file of bounded size; nothing else is waited for.
@Suite struct SmallFileTests {
  private final class Folder {
    let path = FileManager.default.temporaryDirectory.appending(path: "report-\(UUID().uuidString)").path

    init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }
    deinit { try? FileManager.default.removeItem(atPath: path) }
  }

  private func fault(_ path: String, atMost limit: Int = 10) -> SmallFile.Fault? {
    do {
      _ = try SmallFile.read(path, atMost: limit)
      return nil
    } catch {
      return error
    }
  }

  @Test func files() throws {
    let folder = try Folder()
    try Data([1, 2, 3]).write(to: URL(filePath: "\(folder.path)/a"))
    try FileManager.default.createSymbolicLink(atPath: "\(folder.path)/b", withDestinationPath: "a")
    #expect(try SmallFile.read("\(folder.path)/a") == [1, 2, 3])
    #expect(try SmallFile.read("\(folder.path)/b", atMost: 3) == [1, 2, 3])
    #expect(fault("\(folder.path)/b", atMost: 2) == .tooLarge(limit: 2))
    #expect(SmallFile.isThere("\(folder.path)/b"))
    // A file that does not say how large it is.
    #expect(try !SmallFile.read("/proc/self/status").isEmpty)
    #expect(fault("/proc/self/status") == .tooLarge(limit: 10))
  }

  @Test func whatIsNone() throws {
    let folder = try Folder()
    #expect(mkfifo("\(folder.path)/pipe", 0o600) == 0)
    try FileManager.default.createSymbolicLink(atPath: "\(folder.path)/zero", withDestinationPath: "/dev/zero")
    #expect(fault("\(folder.path)/pipe") == .notAFile("a pipe"))
    #expect(fault("\(folder.path)/zero") == .notAFile("a device"))
    #expect(fault(folder.path) == .notAFile("a folder"))
    #expect(fault("\(folder.path)/none") == .call(ENOENT))
    for name in ["pipe", "zero", "none", ""] { #expect(!SmallFile.isThere("\(folder.path)/\(name)")) }
  }

  @Test func reasons() {
    #expect(SmallFile.Fault.notAFile("a pipe").reason == "it is a pipe, not a regular file")
    #expect(SmallFile.Fault.tooLarge(limit: SmallFile.longest).reason == "it has more than 16 MiB")
    #expect(SmallFile.Fault.tooLarge(limit: SmallFile.longestKey).reason == "it has more than 64 KiB")
    #expect(SmallFile.Fault.call(EACCES).reason == "it cannot be read: Permission denied")
  }
}
