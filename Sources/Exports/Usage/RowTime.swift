import Billing

/// When a usage row was used, and in which billing period it asks to be billed.
struct RowTime {
  /// The billing period that it states.
  var stated: BillingPeriod?
  /// The day of its timestamp, by the calendar of `dates.zone`.
  var day: Day?
  /// From `charge_period_start` until `charge_period_end`, in the days that these are written with.
  var own: BillingPeriod?
  /// The same by the calendar of `dates.zone`. A row is in a period if either calendar has it there: providers write
  /// their billing periods and their hours in UTC, whatever the zone of who reads them.
  var zoned: BillingPeriod?

  /// The dates that its line shows on an invoice for `period`: none where it lies within.
  func dates(outside period: BillingPeriod) -> BillingPeriod? {
    if let own {
      if period.contains(own) { return nil }
      if let zoned, period.contains(zoned) { return nil }
      return own
    }
    guard let stated, !period.contains(stated) else { return nil }
    return stated
  }

  /// A timestamp alone: no line has dates by it.
  var loneDay: Day? { own == nil && stated == nil ? day : nil }
}

/// The days from the start of a charge until its end.
enum ChargePeriod {
  enum Fault: Error {
    /// It ends before it begins.
    case empty
    /// A bare date that ends it is the last day of a month, which most likely means that day itself.
    case inclusiveEnd
  }

  /// An end at midnight is the day after the last one, as in FOCUS; at any other time its day counts. A charge that ends
  /// as it begins is of that day.
  ///
  /// - Parameters:
  ///   - end: with `isMidnight` nil for a bare date.
  ///   - isInclusive: whether bare dates name the last day.
  static func days(
    from start: Day, until end: (day: Day, isMidnight: Bool?), isInclusive: Bool
  ) throws(Fault) -> BillingPeriod {
    var until = end.day
    if let isMidnight = end.isMidnight {
      if !isMidnight { until = until.adding(1) }
    } else if isInclusive {
      until = until.adding(1)
    } else if start.adding(1) < until, until.isMonthEnd {
      throw .inclusiveEnd
    }
    if end.day == start, until == start { until = start.adding(1) }
    guard let period = BillingPeriod(from: start, until: until) else { throw .empty }
    return period
  }
}
