import Billing

// Reading a row whose texts are all known and whose figures are short.
extension UsageVocabulary {
  /// The row as an entry; nil for every row that teaches something, repeats another, is refused, or has figures that
  /// do not fit. What an entry says of a row is what `UsageRows` would say.
  @inline(__always)
  func entry(_ batch: borrowing RecordBatch, _ row: Int, _ days: inout DayMemory) -> UsageEntry? {
    let fields = batch.fields(row)
    guard fields[.id].isAbsent, fields[.discount].isAbsent, let charge = charge(fields),
      let line = line(fields, charge), let invoice = invoice(fields, &days)
    else { return nil }
    return UsageEntry(
      amount: charge.amount, quantity: charge.quantity, invoice: UInt32(truncatingIfNeeded: invoice), line: line,
      unit: charge.unit, unitPrice: charge.unitPrice, row: UInt32(truncatingIfNeeded: row),
      amountScale: charge.amountScale, quantityScale: charge.quantityScale, hasQuantity: charge.hasQuantity)
  }

  private struct Charge {
    var amount: Int128 = 0
    var amountScale: UInt8 = 0
    var quantity: Int64 = 0
    var quantityScale: UInt8 = 0
    var hasQuantity = false
    var unit: UInt32
    var unitPrice: UInt32 = 0
  }

  @inline(__always)
  private func charge(_ fields: RowFields) -> Charge? {
    guard let unit = number(fields[.unit]) else { return nil }
    var charge = Charge(unit: unit)
    let quantity = fields[.quantity]
    if !quantity.isAbsent {
      guard let value = ShortDecimal(quantity) else { return nil }
      charge.quantity = value.coefficient
      charge.quantityScale = value.scale
      charge.hasQuantity = true
    }
    var price: ShortDecimal?
    let unitPrice = fields[.unitPrice]
    if !unitPrice.isAbsent {
      let spelling = prices.find(unitPrice)
      if spelling == 0 { return nil }
      let known = prices[spelling]
      charge.unitPrice = known.number
      price = known.short
      if price == nil { return nil }
    }
    let amount = fields[.amount]
    if !amount.isAbsent {
      guard let stated = ShortDecimal(amount) else { return nil }
      charge.amount = Int128(stated.coefficient)
      charge.amountScale = stated.scale
    } else if charge.hasQuantity, let price {
      let product = charge.quantity.multipliedFullWidth(by: price.coefficient)
      charge.amount = Int128(truncatingIfNeeded: product.high) &<< 64 | Int128(truncatingIfNeeded: product.low)
      charge.amountScale = charge.quantityScale &+ price.scale
    } else {
      return nil
    }
    return charge
  }

  @inline(__always)
  private func line(_ fields: RowFields, _ charge: Charge) -> UInt32? {
    let category = fields[.chargeCategory]
    if !category.isAbsent {
      let spelling = categories.find(category)
      if spelling == 0 || categories[spelling] == .tax { return nil }
    }
    guard let service = number(fields[.service]), service != 0, let taxCode = number(fields[.taxCode]) else {
      return nil
    }
    var key = LineKey(service: service, taxCode: taxCode, taxRate: 0, isTax: false)
    let rate = fields[.taxRate]
    if !rate.isAbsent {
      let spelling = rates.find(rate)
      if spelling == 0 { return nil }
      key.taxRate = rates[spelling]
    }
    if groupsByUnit { key.unit = charge.unit }
    if groupsByUnitPrice { key.unitPrice = charge.unitPrice }
    if groupsByDescription {
      guard let description = number(fields[.description]) else { return nil }
      key.description = description
    }
    if groupsByResource {
      guard let resource = number(fields[.resource]) else { return nil }
      key.resource = resource
    }
    return lines.find(key)
  }

  @inline(__always)
  private func invoice(_ fields: RowFields, _ days: inout DayMemory) -> Int? {
    var period: BillingPeriod?
    if !fields[.periodStart].isAbsent || !fields[.periodEnd].isAbsent || !fields[.period].isAbsent {
      period = self.period(fields)
      if period == nil { return nil }
    }
    var day: Day?
    let timestamp = fields[.timestamp]
    if !timestamp.isAbsent {
      day = days.day(timestamp)
      if day == nil { return nil }
    }
    var currency: UInt32 = 0
    if !fields[.currency].isAbsent {
      currency = currencies.find(fields[.currency])
      if currency == 0 { return nil }
    }
    let workspace = fields[.workspace]
    let name = fields[.workspaceName]
    if !name.isAbsent, !workspace.isAbsent {
      guard let first = number(workspace), let second = number(name), names.find(first, second) != nil else {
        return nil
      }
    }
    if rules.drawsUp { return drawnUpInvoice(workspace, period, day, currency, &days) }
    let number = fields[.invoice]
    if number.isAbsent { return invoice(of: workspace, period, day, currency) }

    guard let invoice = invoices.invoice(number: number),
      workspace.isAbsent || invoices.isWorkspace(workspace, of: invoice)
    else { return nil }
    let facts = invoices.facts[invoice]
    if currency != 0, currencies[currency] != facts.currency { return nil }
    if period == nil, let day, facts.statesPeriod, !facts.period.contains(day) { return nil }
    return invoice
  }

  private func invoice(of workspace: Field, _ period: BillingPeriod?, _ day: Day?, _ currency: UInt32) -> Int? {
    guard !workspace.isAbsent, period != nil || day != nil else { return nil }
    let clue = InvoiceFinder.Clue(period: period, day: day, currency: currency == 0 ? nil : currencies[currency])
    guard case .invoice(let invoice) = invoices.find(workspace: workspace, clue) else { return nil }
    return invoice
  }

  private func drawnUpInvoice(
    _ workspace: Field, _ stated: BillingPeriod?, _ day: Day?, _ currency: UInt32, _ days: inout DayMemory
  ) -> Int? {
    guard !workspace.isAbsent, let workspace = number(workspace),
      let period = stated ?? day.map({ days.month(of: $0) }),
      let draft = Self.draftNumber(period.month, currency: currency), let invoice = drafts.find(workspace, draft),
      drawnUp.holds(Int(invoice), period)
    else { return nil }
    return Int(invoice)
  }

  private func period(_ fields: RowFields) -> BillingPeriod? {
    guard let start = number(fields[.periodStart]), let end = number(fields[.periodEnd]) else { return nil }
    if start == 0, end == 0 {
      guard let month = number(fields[.period]) else { return nil }
      return periodTexts.find(month, Self.monthMark).map { periods[Int($0)] }
    }
    guard start != 0 else { return nil }
    return periodTexts.find(start, end).map { periods[Int($0)] }
  }

  /// The number of a text, 0 for an absent one; nil where it is not known.
  @inline(__always)
  private func number(_ field: Field) -> UInt32? {
    if field.isAbsent { return 0 }
    let found = texts.find(field.key, field.start)
    return found == 0 ? nil : found
  }
}

extension RowFields {
  @inline(__always)
  subscript(column: UsageColumn) -> Field { self[column.rawValue] }
}
