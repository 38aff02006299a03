import Foundation
import Testing

@testable import Publishing

/// One run at a time, and whoever comes second is told about the first.
@Suite struct OutputLockTests {
  let folder: TemporaryFolder
  let output: String

  init() throws {
    folder = try TemporaryFolder()
    output = "\(folder.path)/output"
  }

  /// The holder named to whoever tries to publish now.
  private func holder() throws -> String? {
    let error = #expect(throws: PublishingError.self) { try Publication(to: output) }
    guard case .busy(let path, let holder)? = error else {
      Issue.record("\(String(describing: error))")
      return nil
    }
    #expect(path == output)
    return holder
  }

  @Test(arguments: [false, true]) func oneRunAtATime(isThere: Bool) throws {
    if isThere { try folder.publish([("a", "0")]) }
    let first = try Publication(to: output)
    let holder = try #require(try holder())
    let sentence = /process (\d+) on (\S+) since (\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) UTC/
    let match = try #require(holder.wholeMatch(of: sentence))
    #expect(match.1 == "\(ProcessInfo.processInfo.processIdentifier)")
    #expect(match.2 == ProcessInfo.processInfo.hostName || !match.2.isEmpty)
    let clock = DateFormatter()
    (clock.locale, clock.timeZone, clock.dateFormat) = (Locale(identifier: "en_US_POSIX"), .gmt, "yyyy-MM-dd HH:mm:ss")
    let since = try #require(clock.date(from: String(match.3)))
    #expect(abs(since.timeIntervalSinceNow) < 60)
    first.discard()
    try folder.publish([("a", "1")])
    #expect(folder.tree() == ["output", "output/a"])
  }

  /// Held until what there was to do is done, not only until it is published.
  @Test func publishingEndsIt() throws {
    let first = try Publication(to: output)
    try first.write("a", Array("1".utf8))
    _ = try holder()
    _ = try first.publish(.ofTests(after: folder.history))
    try folder.publish([("a", "2")])
    #expect(folder.read("output/a") == "2")
  }

  @Test func aFileThatWasLeftBehindLocksNothing() throws {
    try folder.write(".output.lock", "process 1 on elsewhere since 2024-05-31 12:00:00 UTC\n")
    try folder.publish([("a", "1")])
    #expect(folder.tree() == ["output", "output/a"])
  }

  /// A lock on the output itself keeps away even those who cannot see the file beside it.
  @Test func theOutputItselfIsLockedToo() throws {
    try folder.publish([("a", "1")])
    let first = try Publication(to: output)
    try Files.remove("\(folder.path)/.output.lock")
    #expect(try holder() == "another process")
    first.discard()
    #expect(folder.tree() == ["output", "output/a"])
  }

  @Test func aLinkIsNoLock() throws {
    try folder.write("mine", "keep")
    try folder.link(".output.lock", to: "\(folder.path)/mine")
    #expect(throws: PublishingError.self) { try Publication(to: output) }
    #expect(folder.read("mine") == "keep")
  }
}
