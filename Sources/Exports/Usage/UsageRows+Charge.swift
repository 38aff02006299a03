import Billing
import Diagnostics

// What a row charges.
extension UsageRows {
  /// The amounts of a row, not yet rounded.
  struct Charge {
    var amount: ExactDecimal
    var discount: ExactDecimal
    var quantity: ExactDecimal?
    var unitPrice: UInt32
  }

  mutating func charge(_ batch: borrowing RecordBatch, _ row: Int) -> Charge? {
    let quantity = reader.decimal(batch, row, .quantity)
    let unitPrice = unitPrice(batch, row)
    let stated = reader.decimal(batch, row, .amount)
    let amount: ExactDecimal
    if let stated {
      amount = stated
    } else if let quantity, let price = prices.value(unitPrice) {
      amount = quantity * price
    } else {
      if !reader.isRefused {
        reader.refuse(
          Finding(
            .missingValue, at: batch.place(row, UsageColumn.amount.rawValue),
            "the row has neither an amount nor both quantity and unit_price", because: "there is nothing to bill",
            remedy: "fill in amount, or quantity and unit_price"))
      }
      return nil
    }
    let discount = reader.discount(batch, row, .discount)?.taken(off: amount) ?? .zero
    return Charge(amount: amount, discount: discount, quantity: quantity, unitPrice: unitPrice)
  }

  /// Prices are few and rows many: each spelling is parsed once.
  private mutating func unitPrice(_ batch: borrowing RecordBatch, _ row: Int) -> UInt32 {
    let spelling = texts.number(of: batch.field(row, UsageColumn.unitPrice.rawValue))
    if spelling == 0 { return 0 }
    if let number = prices.number(ofSpelling: spelling) { return number }
    guard let price = reader.decimal(batch, row, .unitPrice) else { return 0 }
    return prices.add(price, spelling: spelling)
  }

  mutating func rate(_ batch: borrowing RecordBatch, _ row: Int) -> UInt32 {
    let spelling = texts.number(of: batch.field(row, UsageColumn.taxRate.rawValue))
    if spelling == 0 { return 0 }
    if let number = rates.number(ofSpelling: spelling) { return number }
    guard let rate = reader.rate(batch, row, .taxRate) else { return 0 }
    return rates.add(rate, spelling: spelling)
  }

  mutating func currency(_ batch: borrowing RecordBatch, _ row: Int) -> Currency? {
    let spelling = texts.number(of: batch.field(row, UsageColumn.currency.rawValue))
    if spelling == 0 { return nil }
    if let currency = currencies[spelling] { return currency }
    let currency = reader.currency(batch, row, .currency)
    if let currency { currencies[spelling] = currency }
    return currency
  }

  mutating func chargeCategory(_ batch: borrowing RecordBatch, _ row: Int) -> ChargeCategory {
    let spelling = texts.number(of: batch.field(row, UsageColumn.chargeCategory.rawValue))
    if spelling == 0 { return .usage }
    if let category = categories[spelling] { return category }
    guard let category = reader.word(batch, row, .chargeCategory, ChargeCategory.self) else { return .usage }
    categories[spelling] = category
    return category
  }

  mutating func isRepeated(_ batch: borrowing RecordBatch, _ row: Int) -> Bool {
    let id = batch.field(row, UsageColumn.id.rawValue)
    if id.isAbsent { return false }
    let content = RepeatedUsage.content(batch, row, columns: UsageColumn.allCases.count)
    switch repeats.check(id: id, content: content, line: batch.line(row)) {
    case .new:
      return false
    case .repeated(let first):
      totals.repeatedRows += 1
      reader.findings.add(
        Finding(
          .repeatedRow, at: batch.place(row, UsageColumn.id.rawValue),
          "usage_id \(Quoted.name(id.text)) repeats \(first) word for word", remedy: "nothing; it counts once"))
    case .different(let first):
      reader.refuse(
        Finding(
          .duplicateID, at: batch.place(row, UsageColumn.id.rawValue),
          "usage_id \(Quoted.name(id.text)) is already at \(first), with another content",
          because: "which of the two is right would be a guess",
          remedy: "keep one of them, or give the other its own id"))
    }
    return true
  }
}
