import Reporting
import Testing

@testable import Threads
@testable import report

@Suite("Progress") struct ProgressTests {
  /// The bar and the time left go by bytes, the count and the rate by rows.
  @Test func reading() {
    let state = Progress.State(phase: .reading, done: 50_000_000, total: 200_000_000, rows: 1_234_567)
    #expect(
      ProgressText(state: state, seconds: 2).text(width: 120)
        == "Reading   ██████░░░░░░░░░░░░░░░░░░  25 %  1,234,567 rows  617,283/s  6 s left")
    let slow = Progress.State(phase: .reading, done: 50_000_000, total: 200_000_000, rows: 1)
    #expect(
      ProgressText(state: slow, seconds: 50).text(width: 120)
        == "Reading   ██████░░░░░░░░░░░░░░░░░░  25 %  1 row  0/s  3 min left")
  }

  @Test func writing() {
    let state = Progress.State(phase: .writing, done: 15_000, total: 20_000, rows: 1_000_000)
    #expect(
      ProgressText(state: state, seconds: 0.75).text(width: 120)
        == "Writing   ██████████████████░░░░░░  75 %  15,000 of 20,000 pages  20,000/s  1 s left")
    #expect(ProgressText(state: state, seconds: 0.75).text(width: 20) == "Writing   █████████")
  }

  @Test func verifying() {
    let state = Progress.State(phase: .verifying, done: 5_000, total: 20_000)
    #expect(
      ProgressText(state: state, seconds: 0.25).text(width: 120)
        == "Verifying  ██████░░░░░░░░░░░░░░░░░░  25 %  5,000 of 20,000 files")
  }

  /// Nobody knows yet how long it takes.
  @Test func beginning() {
    let state = Progress.State(phase: .billing, done: 0, total: 1)
    #expect(
      ProgressText(state: state, seconds: 0).text(width: 120)
        == "Billing   ░░░░░░░░░░░░░░░░░░░░░░░░  0 %  0 of 1 document")
    let last = Progress.State(phase: .publishing, done: 0, total: 0)
    #expect(ProgressText(state: last, seconds: 3).text(width: 120) == "Publishing")
  }
}
