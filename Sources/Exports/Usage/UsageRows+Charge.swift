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
    } else if let quantity, let price = vocabulary.priceValues[unitPrice] {
      amount = quantity * price
    } else {
      if !reader.isRefused {
        reader.refuse(
          Finding(
            .missingValue, at: batch.place(row, UsageColumn.amount.rawValue),
            "the row has neither an amount nor both quantity and unit_price", because: "there is nothing to bill",
            remedy: "fill in amount, or quantity and unit_price"),
          lacking: .amount, batch)
      }
      return nil
    }
    let discount = reader.discount(batch, row, .discount)?.taken(off: amount) ?? .zero
    return Charge(amount: amount, discount: discount, quantity: quantity, unitPrice: unitPrice)
  }

  /// The number of the price among all values met; 0 for none.
  private mutating func unitPrice(_ batch: borrowing RecordBatch, _ row: Int) -> UInt32 {
    guard let text = batch.field(row, UsageColumn.unitPrice.rawValue).present else { return 0 }
    let known = vocabulary.prices.lookup.find(text)
    if known != 0 { return vocabulary.prices.lookup[known].number }
    guard let price = reader.decimal(batch, row, .unitPrice) else { return 0 }
    let number = vocabulary.priceValues.number(of: price)
    let short = vocabulary.priceValues[number].flatMap(ShortDecimal.init(_:))
    _ = vocabulary.prices.add(
      text,
      meaning: UsageVocabulary.Price(number: number, short: short, key: RowKey(price.description, as: .unitPrice))
    )
    return number
  }

  mutating func rate(_ batch: borrowing RecordBatch, _ row: Int) -> UInt32 {
    guard let text = batch.field(row, UsageColumn.taxRate.rawValue).present else { return 0 }
    let known = vocabulary.rates.lookup.find(text)
    if known != 0 { return vocabulary.rates.lookup[known].number }
    guard let rate = reader.rate(batch, row, .taxRate) else { return 0 }
    let number = vocabulary.rateValues.number(of: rate)
    let key = RowKey(rate.fraction.description, as: .taxRate)
    _ = vocabulary.rates.add(text, meaning: UsageVocabulary.TaxRate(number: number, key: key))
    return number
  }

  /// The number of the spelling of the row's currency; 0 where it states none, or one that is refused.
  mutating func currency(_ batch: borrowing RecordBatch, _ row: Int) -> UInt32 {
    guard let text = batch.field(row, UsageColumn.currency.rawValue).present else { return 0 }
    let known = vocabulary.currencies.lookup.find(text)
    if known != 0 { return known }
    guard let currency = reader.currency(batch, row, .currency) else { return 0 }
    return vocabulary.currencies.add(text, meaning: currency)
  }

  mutating func chargeCategory(_ batch: borrowing RecordBatch, _ row: Int) -> ChargeCategory {
    guard let text = batch.field(row, UsageColumn.chargeCategory.rawValue).present else { return .usage }
    let known = vocabulary.categories.lookup.find(text)
    if known != 0 { return vocabulary.categories.lookup[known] }
    guard let category = reader.word(batch, row, .chargeCategory, ChargeCategory.self) else { return .usage }
    _ = vocabulary.categories.add(text, meaning: category)
    return category
  }

  mutating func isRepeated(_ batch: borrowing RecordBatch, _ row: Int) -> Bool {
    guard let id = reader.code(batch, row, .id) else { return false }
    let content = RepeatedUsage.content(batch, row)
    switch repeats.check(id: id, content: content, line: batch.line(row)) {
    case .new:
      return false
    case .repeated(let first):
      let rows = rowCount(batch, row)
      totals.repeatedRows += rows
      counts.repeatedRows += 1
      totals.furtherRows += rows - 1
      reader.findings.add(
        Finding(
          .repeatedRow, at: batch.place(row, UsageColumn.id.rawValue),
          "usage_id \(Quoted.name(id.string)) repeats \(first) word for word", remedy: "nothing; it counts once"))
    case .different(let first):
      reader.isRefused = true
      repeats.noteClash(id.string, of: first, at: batch.place(row, UsageColumn.id.rawValue))
    }
    return true
  }
}
