import Billing
import Diagnostics

// When a row was used, and how many rows it stands for.
extension UsageRows {
  mutating func time(_ batch: borrowing RecordBatch, _ row: Int) -> RowTime {
    var time = RowTime()
    time.stated = period(batch, row)
    let start = reader.moment(batch, row, .timestamp)
    time.day = start?.day
    guard let start, let end = reader.moment(batch, row, .chargeEnd) else { return time }
    let isInclusive = reader.dates.periodEndIsInclusive
    do {
      time.own = try ChargePeriod.days(
        from: start.writtenDay, until: (end.writtenDay, end.writtenSecond.map { $0 == 0 }), isInclusive: isInclusive)
    } catch {
      refuse(error, end, batch, row)
    }
    time.zoned = try? ChargePeriod.days(from: start.day, until: (end.day, end.isMidnight), isInclusive: isInclusive)
    return time
  }

  private mutating func period(_ batch: borrowing RecordBatch, _ row: Int) -> BillingPeriod? {
    let period = reader.period(batch, row, start: .periodStart, end: .periodEnd, month: .period)
    guard let period else { return nil }
    // A month beside dates that were refused says nothing of rows with such dates.
    if !reader.isRefused {
      vocabulary.periods.add(
        period, start: number(batch, row, .periodStart), end: number(batch, row, .periodEnd),
        month: number(batch, row, .period))
    }
    return period
  }

  private mutating func refuse(_ fault: ChargePeriod.Fault, _ end: Moment, _ batch: borrowing RecordBatch, _ row: Int) {
    let place = batch.place(row, UsageColumn.chargeEnd.rawValue)
    switch fault {
    case .empty:
      reader.refuse(
        Finding(
          .emptyPeriod, at: place, "the charge ends on \(end.writtenDay), before it begins",
          because: "it would hold no day", remedy: "state a charge_period_end after the charge_period_start"))
    case .inclusiveEnd:
      reader.refuse(
        .inclusiveEnd(of: UsageColumn.chargeEnd.name, end.writtenDay, at: place))
    }
  }

  /// How many rows a row stands for.
  mutating func rowCount(_ batch: borrowing RecordBatch, _ row: Int) -> Int {
    guard let text = batch.field(row, UsageColumn.rows.rawValue).present,
      let value = reader.decimal(batch, row, .rows)
    else { return 1 }
    guard let (whole, scale) = value.narrow, scale == 0, let count = Int(exactly: whole), count >= 1,
      count <= Self.mostRows
    else {
      reader.refuse(
        Finding(
          .number, at: batch.place(row, UsageColumn.rows.rawValue), "usage_rows is \(Quoted.name(text.string))",
          because: "it says how many rows this one sums up", remedy: "write a whole number from 1"))
      return 1
    }
    if count > 1, rules.grouping.keepsRows || spool != nil {
      reader.refuse(
        Finding(
          .summedUsage, at: batch.place(row, UsageColumn.rows.rawValue), "the row sums up \(count) usage rows",
          because: rules.grouping.keepsRows
            ? "lines.group_by is [row], and the rows themselves are not there"
            : "publish.usage_detail lists the rows themselves, and they are not there",
          remedy: "export the rows themselves, or take "
            + (rules.grouping.keepsRows ? "row out of lines.group_by" : "publish.usage_detail out") + " in report.yml"))
    }
    return count
  }

  /// More than one row sums up: what hundreds of millions of such rows come to still fits.
  private static var mostRows: Int { 10_000_000_000 }
}
