import Testing

@testable import Diagnostics

@Suite struct FindingTests {
  @Test func readsLikeACompilersMessage() {
    let finding = Finding(
      .number, at: Place(file: "usage.csv", line: 3, column: 7), "amount is “1,234”",
      because: "it has a thousands separator", remedy: "write it without separators, as in 1234.50")
    #expect(
      finding.description == """
        usage.csv:3:7: error: amount is “1,234” [number]
          why: it has a thousands separator
          fix: write it without separators, as in 1234.50
        """)
  }

  /// A name in an export begins no line that looks like the tool's own, and moves no cursor.
  @Test func whatFilesHoldIsMadeVisible() {
    let finding = Finding(
      .number, at: Place(file: "usage\n.csv", line: 3), "amount is “1\n0 errors\u{1B}[1A”", because: "\u{202E}why\r",
      remedy: "\u{9B}fix\u{200B}")
    #expect(
      finding.description == """
        usage\\n.csv:3: error: amount is “1\\n0 errors\\u{001B}[1A” [number]
          why: \\u{202E}why\\r
          fix: \\u{009B}fix\\u{200B}
        """)
  }

  @Test func withoutAPlaceAndAReason() {
    let finding = Finding(.numberGap, "the numbers skip 7", remedy: "export it")
    #expect(finding.description == "warning: the numbers skip 7 [number-gap]\n  fix: export it")
  }

  @Test func theSeverityOfAKindMayBeOverruled() {
    #expect(Finding(.declaredDiffers, "m", remedy: "r").severity == .error)
    #expect(Finding(.declaredDiffers, "m", remedy: "r", severity: .warning).severity == .warning)
    #expect(Finding(.repeatedRow, "m", remedy: "r").severity == .note)
    #expect(Finding(.orphanPayment, "m", remedy: "r").severity == .warning)
  }

  @Test func placesPrintWhatIsKnown() {
    #expect(Place(file: "a.csv").description == "a.csv")
    #expect(Place(file: "a.csv", line: 2).description == "a.csv:2")
    #expect(Place(file: "a.csv", line: 2, column: 9).description == "a.csv:2:9")
    #expect(Place(file: "a.csv", column: 9).description == "a.csv")
  }

  @Test func errorsFirstThenByPlaceThenByText() {
    func finding(_ kind: FindingKind, _ place: Place?, _ message: String = "m") -> Finding {
      Finding(kind, at: place, message, remedy: "r")
    }
    let ordered = [
      finding(.missingColumn, nil),
      finding(.number, Place(file: "a.csv")),
      finding(.number, Place(file: "a.csv", line: 2, column: 1)),
      finding(.date, Place(file: "a.csv", line: 2, column: 3)),
      finding(.number, Place(file: "a.csv", line: 2, column: 3), "a"),
      finding(.number, Place(file: "a.csv", line: 2, column: 3), "b"),
      finding(.number, Place(file: "a.csv", line: 10, column: 1)),
      finding(.number, Place(file: "b.csv", line: 1, column: 1)),
      finding(.numberGap, nil),
      finding(.orphanPayment, Place(file: "a.csv", line: 1, column: 1)),
      finding(.repeatedRow, Place(file: "a.csv", line: 1, column: 1)),
    ]
    #expect(ordered.reversed().sorted() == ordered)
    #expect(ordered.shuffled().sorted() == ordered)
  }

  @Test func namesOfKindsAreDistinctWords() {
    let names = FindingKind.allCases.map(\.rawValue)
    #expect(Set(names).count == names.count)
    for name in names { #expect(name.allSatisfy { $0 == "-" || $0.isLowercase || $0.isNumber }, "\(name)") }
  }
}
