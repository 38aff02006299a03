/// What one thread remembers of the rows that it took the short way.
struct RowMemory: ~Copyable {
  var days: DayMemory
  var lines: LineMemory

  /// - Parameter columns: those that rows may fill.
  init(dates: DateRules, rules: UsageVocabulary.Rules, columns: [UsageColumn]) {
    days = DayMemory(dates)
    lines = LineMemory(columns: rules.columnsOfLines.filter(columns.contains))
  }
}
