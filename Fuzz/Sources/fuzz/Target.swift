/// What takes bytes from outside, and what must hold of it for any bytes at all: beyond that it does not crash, reads
/// nothing it may not, and comes to an end.
enum Target: String, CaseIterable {
  case csv, json, usage, number, date, table, template, record, paper, journal

  func test(_ input: [UInt8]) {
    switch self {
    case .csv: CSVTarget.test(input)
    case .json: JSONTarget.test(input)
    case .usage: UsageTarget.test(input)
    case .number: NumberTarget.test(input)
    case .date: DateTarget.test(input)
    case .table: TableTarget.test(input)
    case .template: TemplateTarget.test(input)
    case .record: RecordTarget.test(input)
    case .paper: PaperTarget.test(input)
    case .journal: JournalTarget.test(input)
    }
  }
}

/// Stops the fuzzer where something does not hold; it then keeps the input.
func expect(_ holds: Bool, _ what: @autoclosure () -> String, file: StaticString = #file, line: UInt = #line) {
  if !holds { fatalError(what(), file: file, line: line) }
}

func expectEqual<Value: Equatable>(
  _ a: Value, _ b: Value, _ what: String, file: StaticString = #file, line: UInt = #line
) {
  expect(a == b, "\(what):\n\(a)\n\(b)", file: file, line: line)
}

/// For what a target writes first and reads back then: what the tool wrote itself it has to be able to read.
func expectNoError<Result>(_ what: String, _ body: () throws -> Result) -> Result {
  do { return try body() } catch { fatalError("\(what): \(error)") }
}
