import Billing
import Markdown

/// Figures and dates as their `text` and `description` have them, without a string in between.
///
/// Records, CSV files and addresses are written with these: what pages alone show belongs in `Output+Values.swift`.
extension ByteBuffer {
  public func append(_ amount: Amount, in currency: Currency) {
    append(decimal: amount.minorUnits, scale: currency.minorUnits)
  }

  public func append(_ value: ExactDecimal) {
    let number = value.normalized
    if let (coefficient, scale) = number.narrow {
      append(decimal: coefficient, scale: scale)
    } else {
      append(number.digits)
    }
  }

  /// As `Rate.percent`.
  func append(_ rate: Rate) {
    append(rate.fraction * ExactDecimal(100, scale: 0))
    append(UInt8(ascii: "%"))
  }

  func append(_ rate: borrowing TaxRate) {
    append(rate.name)
    guard let share = rate.rate else { return }
    append(UInt8(ascii: " "))
    append(share)
  }

  func append(_ code: borrowing TaxCode) {
    code.rates.withUnsafeBufferPointer { rates in
      for index in rates.indices {
        if index > 0 { append(" + ") }
        if let base = rates.baseAddress { lend(base + index) { append($0) } }
      }
    }
  }

  func append(_ day: Day) {
    let (year, month, day) = day.civil
    append(year, month)
    append(UInt8(ascii: "-"))
    append(decimal: day, digits: 2)
  }

  func append(_ month: Month) { append(month.year, month.month) }

  func append(_ period: BillingPeriod) {
    append(period.start)
    if period.lastDay == period.start { return }
    append(" – ")
    append(period.lastDay)
  }

  /// For narrow columns: the month where it is exactly one.
  func append(short period: BillingPeriod) {
    if period == period.month.period { append(period.month) } else { append(period) }
  }

  private func append(_ year: Int, _ month: Int) {
    append(decimal: year, digits: 4)
    append(UInt8(ascii: "-"))
    append(decimal: month, digits: 2)
  }
}
