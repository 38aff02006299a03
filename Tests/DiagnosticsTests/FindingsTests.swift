import Testing

@testable import Diagnostics

@Suite struct FindingsTests {
  private func finding(_ kind: FindingKind, _ line: Int, in file: String = "usage.csv") -> Finding {
    Finding(kind, at: Place(file: file, line: line), "row \(line)", remedy: "mend it")
  }

  @Test func keepsTheFirstFiftyOfAKindAndFileAndCountsTheRest() {
    var findings = Findings()
    for line in 1...120 { findings.add(finding(.number, line)) }
    for line in 1...3 { findings.add(finding(.date, line)) }
    for line in 1...60 { findings.add(finding(.number, line, in: "payments.csv")) }
    #expect(findings.all.count == 50 + 3 + 50)
    #expect(findings.all.prefix(50).map { $0.place?.line } == Array(1...50))
    #expect(findings.count(.error) == 183)
    #expect(findings.summary.map(\.count) == [3, 60, 120])
    #expect(findings.summary.map(\.source.file) == ["usage.csv", "payments.csv", "usage.csv"])
    #expect(findings.summary.map(\.source.kind) == [.date, .number, .number])
  }

  @Test func mergingIsTheSameAsAddingOneByOne() {
    var one = Findings()
    var first = Findings()
    var second = Findings()
    for line in 1...40 {
      one.add(finding(.number, line))
      first.add(finding(.number, line))
    }
    for line in 41...200 {
      one.add(finding(.number, line))
      second.add(finding(.number, line))
    }
    one.add(finding(.repeatedRow, 1))
    second.add(finding(.repeatedRow, 1))
    first.add(second)
    #expect(first.all == one.all)
    #expect(first.summary.map(\.count) == one.summary.map(\.count))
    #expect(first.count(.error) == 200)
  }

  /// Whoever is told of late, at the end of a file, is among the first of its kind all the same.
  @Test func theFirstAreFirstByPlace() {
    var one = Findings()
    var first = Findings()
    var second = Findings()
    for line in 1...60 {
      one.add(finding(.missingValue, 2 * line))
      first.add(finding(.missingValue, 2 * line))
    }
    one.add(finding(.number, 500))
    for line in (0..<60).reversed() {
      one.add(finding(.missingValue, 2 * line + 1))
      second.add(finding(.missingValue, 2 * line + 1))
    }
    #expect(one.all.filter { $0.kind == .missingValue }.compactMap { $0.place?.line }.sorted() == Array(1...50))
    #expect(one.all.filter { $0.kind == .number }.count == 1)
    #expect(one.summary.map(\.count) == [120, 1])
    second.add(first)
    #expect(second.all.sorted() == one.all.filter { $0.kind == .missingValue }.sorted())
    #expect(second.count(.error) == 120)
  }

  @Test func countsBySeverity() {
    var findings = Findings()
    #expect(findings.isEmpty && !findings.hasErrors)
    findings.add(finding(.repeatedRow, 1))
    findings.add(finding(.orphanPayment, 2))
    #expect(!findings.isEmpty && !findings.hasErrors)
    findings.add(finding(.number, 3))
    #expect(findings.hasErrors)
    #expect(Severity.allCases.map(findings.count) == [1, 1, 1])
  }

  @Test func aKindOfTwoSeveritiesIsCountedApart() {
    var findings = Findings()
    findings.add(Finding(.declaredDiffers, "a", remedy: "r"))
    findings.add(Finding(.declaredDiffers, "b", remedy: "r", severity: .warning))
    #expect(findings.summary.map(\.count) == [1, 1])
    #expect((findings.count(.error), findings.count(.warning)) == (1, 1))
  }
}

@Suite struct SuggestionTests {
  let keys = ["currency", "rounding", "rounding_mode", "declared", "lines", "tax"]

  @Test(
    arguments: [
      ("curency", "currency"), ("Currency", "currency"), ("currecny", "currency"), ("roundin", "rounding"),
      ("rounding-mode", "rounding_mode"), ("line", "lines"), ("tx", "tax"), ("taxi", "tax"), ("delcared", "declared"),
    ])
  func aSlipOfThePen(name: String, meant: String) {
    #expect(Suggestion.nearest(to: name, among: keys) == meant)
  }

  @Test(arguments: ["seller", "xyz", "", "cur", "publish"])
  func nothingNear(name: String) {
    #expect(Suggestion.nearest(to: name, among: keys) == nil)
  }

  @Test func ofTwoEquallyNearTheFirstByName() {
    #expect(Suggestion.nearest(to: "cat", among: ["hat", "bat"]) == "bat")
  }

  @Test(
    arguments: [
      ("", "", 0), ("", "abc", 3), ("abc", "", 3), ("kitten", "sitting", 3), ("ab", "ba", 1), ("abc", "abc", 0),
      ("abcd", "acbd", 1),
    ])
  func distance(a: String, b: String, expected: Int) {
    #expect(Suggestion.distance(a, b) == expected)
    #expect(Suggestion.distance(b, a) == expected)
  }
}
