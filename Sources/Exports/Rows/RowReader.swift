import Billing
import Diagnostics

/// Reads typed values out of rows of one kind of export; what it cannot read becomes a finding and refuses the row.
struct RowReader<Column: ExportColumn>: ~Copyable {
  /// How many spellings are remembered of each kind: dates, rates and currencies repeat, and where they do not, they
  /// must not fill the memory.
  private static var remembered: Int { 1 << 12 }

  let dates: DateRules
  /// What the site calls things by.
  let known: KnownIdentifiers
  var findings = Findings()
  /// How many rows there were, repeats included; the caller counts them.
  var rows = 0
  /// Whether anything of the row at hand was refused; the caller resets it for each row.
  var isRefused = false
  private var moments = Spellings<Moment>()
  private var rates = Spellings<Rate>()
  private var currencies = Spellings<Currency>()
  /// What rows refer to, to tell look-alikes.
  let workspaces = MetIdentifiers()
  let documents = MetIdentifiers()
  var trimmed = TrimmedIdentifiers()
  /// What rows lack for columns that no row of the file has had so far, by column.
  private var waiting: [Int: Findings] = [:]

  init(dates: DateRules, known: KnownIdentifiers = KnownIdentifiers()) {
    self.dates = dates
    self.known = known
  }

  mutating func refuse(_ finding: Finding) {
    findings.add(finding)
    if finding.severity == .error { isRefused = true }
  }

  func text(_ batch: borrowing RecordBatch, _ row: Int, _ column: Column) -> String? {
    batch.fields(row)[column.rawValue]?.string
  }

  /// A finding on a value that is not there. Where no row of the file has the column, that is one finding, for the file.
  mutating func refuse(_ finding: Finding, lacking column: Column, _ batch: borrowing RecordBatch) {
    guard batch.awaited.contains(column.rawValue) else { return refuse(finding) }
    waiting[column.rawValue, default: Findings()].add(finding)
    isRefused = true
  }

  mutating func endFile(missing: Set<Int>) {
    for (column, some) in waiting.sorted(by: { $0.key < $1.key }) where !missing.contains(column) { findings.add(some) }
    waiting = [:]
  }

  /// Adds what is left to say when all files of the kind are read.
  mutating func finish() {
    for finding in trimmed.findings { findings.add(finding) }
    trimmed = TrimmedIdentifiers()
  }

  mutating func required(_ batch: borrowing RecordBatch, _ row: Int, _ column: Column) -> FieldText? {
    if let text = batch.fields(row)[column.rawValue] { return text }
    refuseEmpty(batch, row, column)
    return nil
  }

  mutating func refuseEmpty(_ batch: borrowing RecordBatch, _ row: Int, _ column: Column) {
    refuse(
      Finding(
        .missingValue, at: batch.place(row, column.rawValue), "\(column.name) is empty",
        because: "every row of this export needs one", remedy: "fill it in, or remove the row"),
      lacking: column, batch)
  }

  mutating func decimal(_ batch: borrowing RecordBatch, _ row: Int, _ column: Column) -> ExactDecimal? {
    guard let text = batch.fields(row)[column.rawValue] else { return nil }
    if let short = ShortDecimal(text) { return ExactDecimal(Int128(short.coefficient), scale: Int(short.scale)) }
    do {
      return try ExactDecimal(parsing: text.bytes)
    } catch {
      refuse(
        Finding(
          error == .outOfRange ? .numberRange : .number, at: batch.place(row, column.rawValue),
          "\(column.name) is \(Quoted.name(text.string))", because: error.reason, remedy: error.remedy))
      return nil
    }
  }

  mutating func rate(_ batch: borrowing RecordBatch, _ row: Int, _ column: Column) -> Rate? {
    guard let text = batch.fields(row)[column.rawValue] else { return nil }
    let known = rates.lookup.find(text)
    if known != 0 { return rates.lookup[known] }
    do {
      let rate = try Rate(text.string)
      if rates.count < Self.remembered { _ = rates.add(text, meaning: rate) }
      return rate
    } catch {
      refuse(batch.badRate(row, column, text.string, error))
      return nil
    }
  }

  mutating func discount(_ batch: borrowing RecordBatch, _ row: Int, _ column: Column) -> Discount? {
    guard let text = text(batch, row, column) else { return nil }
    do {
      return try Discount(text)
    } catch {
      refuse(batch.badRate(row, column, text, error))
      return nil
    }
  }

  mutating func moment(_ batch: borrowing RecordBatch, _ row: Int, _ column: Column) -> Moment? {
    guard let text = batch.fields(row)[column.rawValue] else { return nil }
    let known = moments.lookup.find(text)
    if known != 0 { return moments.lookup[known] }
    if let moment = Moment(text.bytes, in: dates.zone) {
      if moments.count < Self.remembered { _ = moments.add(text, meaning: moment) }
      return moment
    }
    refuse(
      Finding(
        .date, at: batch.place(row, column.rawValue), "\(column.name) is \(Quoted.name(text.string))",
        because: "it is no date that exists, or not written as one of the accepted forms",
        remedy: "write YYYY-MM-DD, or RFC 3339 such as 2024-05-31T23:59:59Z"))
    return nil
  }

  mutating func day(_ batch: borrowing RecordBatch, _ row: Int, _ column: Column) -> Day? {
    moment(batch, row, column)?.day
  }

  mutating func currency(_ batch: borrowing RecordBatch, _ row: Int, _ column: Column) -> Currency? {
    guard let text = batch.fields(row)[column.rawValue] else { return nil }
    let known = currencies.lookup.find(text)
    if known != 0 { return currencies.lookup[known] }
    if let currency = Currency(text.string) {
      if currencies.count < Self.remembered { _ = currencies.add(text, meaning: currency) }
      return currency
    }
    refuse(
      Finding(
        .unknownCurrency, at: batch.place(row, column.rawValue), "\(column.name) is \(Quoted.name(text.string))",
        because: "ISO 4217 lists no such currency", remedy: "write its three-letter code, such as EUR"))
    return nil
  }

  /// One of a fixed set of words, in any case.
  mutating func word<Word: RawRepresentable & CaseIterable>(
    _ batch: borrowing RecordBatch, _ row: Int, _ column: Column, _: Word.Type, alsoKnown: [String: Word] = [:]
  ) -> Word? where Word.RawValue == String {
    guard let text = text(batch, row, column) else { return nil }
    // Most exports write the words as they are known.
    if let known = Word(rawValue: text) { return known }
    let word = text.lowercased()
    if let known = Word(rawValue: word) ?? alsoKnown[word] { return known }
    let words = Word.allCases.map(\.rawValue) + alsoKnown.keys.sorted()
    refuse(
      Finding(
        .unknownWord, at: batch.place(row, column.rawValue), "\(column.name) is \(Quoted.name(text))",
        because: "it is none of the words known here", remedy: "write one of: \(words.joined(separator: ", "))"))
    return nil
  }

  /// The billing period a row states, by its month or by its start and end; nil where it states none.
  mutating func period(
    _ batch: borrowing RecordBatch, _ row: Int, start: Column, end: Column, month: Column
  ) -> BillingPeriod? {
    let first = moment(batch, row, start)
    let last = moment(batch, row, end)
    if first == nil, last == nil { return self.month(batch, row, month) }
    guard let first, let last else {
      let missing = first == nil ? start : end
      if batch.field(row, missing.rawValue).isAbsent {
        refuse(
          Finding(
            .missingValue, at: batch.place(row, missing.rawValue), "\(missing.name) is empty",
            because: "a billing period has a start and an end", remedy: "state both, or billing_period as YYYY-MM"))
      }
      return nil
    }
    guard let until = exclusiveEnd(last, batch, row, end) else { return nil }
    if let period = BillingPeriod(from: first.writtenDay, until: until) { return period }
    refuse(
      Finding(
        .emptyPeriod, at: batch.place(row, end.rawValue),
        "the billing period from \(first.writtenDay) ends on \(last.writtenDay)",
        because: "it would hold no day", remedy: "state a \(end.name) after the \(start.name)"))
    return nil
  }

  private mutating func month(_ batch: borrowing RecordBatch, _ row: Int, _ column: Column) -> BillingPeriod? {
    guard let text = text(batch, row, column) else { return nil }
    if let month = Month(text), month.year <= Moment.latestYear { return month.period }
    refuse(
      Finding(
        .date, at: batch.place(row, column.rawValue), "\(column.name) is \(Quoted.name(text))",
        because: "it is not a month", remedy: "write it as 2024-05"))
    return nil
  }

  /// The day after the last day of a period.
  private mutating func exclusiveEnd(
    _ end: Moment, _ batch: borrowing RecordBatch, _ row: Int, _ column: Column
  ) -> Day? {
    let day = end.writtenDay
    if let second = end.writtenSecond { return second == 0 ? day : day.adding(1) }
    if dates.periodEndIsInclusive { return day.adding(1) }
    guard day.isMonthEnd else { return day }
    refuse(.inclusiveEnd(of: column.name, day, at: batch.place(row, column.rawValue)))
    return nil
  }
}

extension Finding {
  static func inclusiveEnd(of column: String, _ day: Day, at place: Place) -> Finding {
    Finding(
      .inclusivePeriodEnd, at: place, "\(column) is \(day), the last day of a month",
      because: "periods end on the day after their last day, so this one would leave that day out",
      remedy: "write \(day.adding(1)), or set dates: {period_end: inclusive} in report.yml if the export "
        + "names last days")
  }
}

extension RecordBatch {
  fileprivate borrowing func badRate<Column: ExportColumn>(
    _ row: Int, _ column: Column, _ text: String, _ error: RateSyntaxError
  ) -> Finding {
    let kind: FindingKind = if case .number = error { .number } else { .rate }
    return Finding(
      kind, at: place(row, column.rawValue), "\(column.name) is \(Quoted.name(text))", because: error.reason,
      remedy: error.remedy)
  }
}
