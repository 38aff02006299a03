import Billing

/// The short way through a row: for rows whose texts are all known and whose figures are short.
///
/// It holds nothing but where the tables of a vocabulary are, so that several threads can take it side by side; it is
/// valid as long as the vocabulary is there and nothing is added to it.
///
/// Over 300 lines: it is one loop for every row, which the compiler inlines as a whole where it stands in one file.
struct ShortWay {
  private let texts: TextLookup
  private let lines: LineTable.Lookup
  private let prices: Spellings<UsageVocabulary.Price>.Lookup
  private let rates: Spellings<UsageVocabulary.TaxRate>.Lookup
  private let currencies: Spellings<Currency>.Lookup
  private let categories: Spellings<ChargeCategory>.Lookup
  private let names: PairTable.Lookup
  private let periods: PeriodTable.Lookup
  private let invoices: InvoiceFinder.Lookup
  private let drawnUp: DrawnUpInvoices.Lookup
  private let rules: UsageVocabulary.Rules
  private let constants = UsageFigures.constants

  init(_ vocabulary: borrowing UsageVocabulary) {
    texts = vocabulary.texts.lookup
    lines = vocabulary.lines.lookup
    prices = vocabulary.prices.lookup
    rates = vocabulary.rates.lookup
    currencies = vocabulary.currencies.lookup
    categories = vocabulary.categories.lookup
    names = vocabulary.names.lookup
    periods = vocabulary.periods.lookup
    invoices = vocabulary.invoices.lookup
    drawnUp = vocabulary.drawnUp.lookup
    rules = vocabulary.rules
  }

  /// How many rows are looked ahead for: enough for memory to answer several questions at once.
  static let step = 32

  /// The invoices of rows that follow each other, as far as one can tell without reading any: see
  /// `InvoiceFinder.Lookup.guess`.
  typealias Guesses = InlineArray<32, UInt32>

  /// Guesses the invoices of up to `step` rows. All of them are asked for before any is needed: the answers come side
  /// by side, not one after the other.
  @inline(__always)
  func guesses(_ batch: borrowing RecordBatch, _ rows: some Collection<Int>) -> Guesses {
    var guesses = Guesses(repeating: 0)
    if rules.drawsUp { return guesses }
    for (index, row) in rows.enumerated() {
      let hash = batch.fields(row)[.invoice].map { invoices.hash($0) } ?? 0
      invoices.lookAhead(hash: hash)
      guesses[index] = hash
    }
    for index in 0..<rows.count { guesses[index] = invoices.guess(hash: guesses[index]) }
    return guesses
  }

  /// The row as an entry; nil for every row that teaches something, repeats another, is refused, or has figures that
  /// do not fit. What an entry says of a row is what `UsageRows` would say.
  ///
  /// - Parameter guess: of its invoice, by `guesses`.
  @inline(__always)
  func entry(_ fields: RowFields, _ row: Int, _ guess: UInt32, _ memory: inout RowMemory) -> UsageEntry? {
    guard fields[.id] == nil, fields[.discount] == nil,
      let said = memory.lines.recall(fields) ?? lookUp(fields).map({ memory.lines.remember($0) }),
      let charge = charge(fields, said.pointee.price)
    else { return nil }
    var time = RowTime()
    guard let rows = rows(fields), let invoice = invoice(fields, guess, &memory.days, &time) else { return nil }
    return UsageEntry(
      amount: charge.amount, charge.amountScale, quantity: charge.quantity, charge.quantityScale,
      hasQuantity: charge.hasQuantity,
      digest: figures(of: charge, rows, said) * key(fields, said.pointee.key, time, &memory.days).element,
      invoice: UInt32(truncatingIfNeeded: invoice),
      line: said.pointee.line, unit: said.pointee.unit, unitPrice: said.pointee.unitPrice,
      row: UInt32(truncatingIfNeeded: row), rows: rows)
  }

  /// The figures of a row in the digest of its invoice.
  @inline(__always)
  private func figures(
    of charge: Charge, _ rows: UInt16, _ said: UnsafeMutablePointer<LineMemory.Said>
  ) -> FieldElement {
    guard charge.isWorkedOut, let price = said.pointee.price else {
      return UsageFigures(
        amount: charge.amount, charge.amountScale, quantity: charge.quantity, charge.quantityScale, rows: rows,
        constants
      ).element
    }
    // Rows of one line nearly always have quantities of the same scale.
    if said.pointee.quantityScale != charge.quantityScale {
      said.pointee.quantityScale = charge.quantityScale
      said.pointee.perQuantity = UsageFigures.perQuantity(charge.quantityScale, price: price, constants)
    }
    return UsageFigures(quantity: charge.quantity, times: said.pointee.perQuantity, rows: rows, constants).element
  }

  /// What rows are told apart by in the digest of their invoice, whatever tells lines apart.
  @inline(__always)
  private func key(_ fields: RowFields, _ line: RowKey, _ time: RowTime, _ days: inout DayMemory) -> RowKey {
    var key = line
    if let text = fields[.category] { key = key + RowKey(text.bytes, as: .category) }
    if !rules.groupsByDescription, let text = fields[.description] {
      key = key + RowKey(text.bytes, as: .description)
    }
    if !rules.groupsByResource, let text = fields[.resource] { key = key + RowKey(text.bytes, as: .resource) }
    if let own = time.own {
      key = key + days.key(of: own)
    } else if let day = time.day {
      key = key + days.key(of: day)
    }
    return key
  }

  private struct Charge {
    var amount: Int128 = 0
    var amountScale: UInt8 = 0
    var quantity: Int64 = 0
    var quantityScale: UInt8 = 0
    var hasQuantity = false
    /// The amount is not stated: it is quantity times price.
    var isWorkedOut = false
  }

  @inline(__always)
  private func charge(_ fields: RowFields, _ price: ShortDecimal?) -> Charge? {
    var charge = Charge()
    if let text = fields[.quantity] {
      guard let quantity = ShortDecimal(text) else { return nil }
      charge.quantity = quantity.coefficient
      charge.quantityScale = quantity.scale
      charge.hasQuantity = true
    }
    if let text = fields[.amount] {
      guard let stated = ShortDecimal(text) else { return nil }
      charge.amount = Int128(stated.coefficient)
      charge.amountScale = stated.scale
    } else if charge.hasQuantity, let price {
      charge.amount = Int128(product: charge.quantity, price.coefficient)
      charge.amountScale = charge.quantityScale &+ price.scale
      charge.isWorkedOut = true
    } else {
      return nil
    }
    return charge
  }

  /// What the row says of its line, by all of `columns`; nil where not all of it is known.
  @inline(never)
  private func lookUp(_ fields: RowFields) -> LineMemory.Said? {
    guard let service = number(fields[.service]), service != 0, let unit = number(fields[.unit]),
      let taxCode = number(fields[.taxCode])
    else { return nil }
    var said = LineMemory.Said(line: 0, unit: unit, unitPrice: 0, key: .none)
    var key = LineKey(service: service, taxCode: taxCode, taxRate: 0, isTax: false)
    said.key =
      RowKey(fields[.service], as: .service) + RowKey(fields[.unit], as: .unit)
      + RowKey(fields[.taxCode], as: .taxCode)
    if let text = fields[.chargeCategory] {
      let spelling = categories.find(text)
      if spelling == 0 || categories[spelling] == .tax { return nil }
      said.key = said.key + categories[spelling].key
    }
    if let text = fields[.taxRate] {
      let spelling = rates.find(text)
      if spelling == 0 { return nil }
      key.taxRate = rates[spelling].number
      said.key = said.key + rates[spelling].key
    }
    if let text = fields[.unitPrice] {
      let spelling = prices.find(text)
      if spelling == 0 { return nil }
      said.unitPrice = prices[spelling].number
      said.price = prices[spelling].short
      said.key = said.key + prices[spelling].key
      if said.price == nil { return nil }
    }
    if rules.groupsByUnit { key.unit = unit }
    if rules.groupsByUnitPrice { key.unitPrice = said.unitPrice }
    if rules.groupsByDescription {
      guard let description = number(fields[.description]) else { return nil }
      key.description = description
      said.key = said.key + RowKey(fields[.description], as: .description)
    }
    if rules.groupsByResource {
      guard let resource = number(fields[.resource]) else { return nil }
      key.resource = resource
      said.key = said.key + RowKey(fields[.resource], as: .resource)
    }
    guard let line = lines.find(key) else { return nil }
    said.line = line
    return said
  }

  /// How many rows the row stands for; nil where it is no short number.
  @inline(__always)
  private func rows(_ fields: RowFields) -> UInt16? {
    guard let text = fields[.rows] else { return 1 }
    guard !rules.listsRows, let count = ShortDecimal(text), count.scale == 0, count.coefficient >= 1 else { return nil }
    return UInt16(exactly: count.coefficient)
  }

  /// The invoice of a row whose line has no dates of its own.
  @inline(__always)
  private func invoice(_ fields: RowFields, _ guess: UInt32, _ days: inout DayMemory, _ time: inout RowTime) -> Int? {
    if fields[.periodStart] != nil || fields[.periodEnd] != nil || fields[.period] != nil {
      time.stated = period(fields)
      if time.stated == nil { return nil }
    }
    if let text = fields[.timestamp] {
      if let end = fields[.chargeEnd] {
        time.own = days.charge(from: text, until: end)
        if time.own == nil { return nil }
      }
      // Where a charge has dates and is put on an invoice by something else, nobody asks for its day.
      if time.own == nil || time.stated == nil {
        time.day = days.day(text)
        if time.day == nil { return nil }
      }
    } else if fields[.chargeEnd] != nil {
      return nil
    }
    var currency: UInt32 = 0
    if let text = fields[.currency] {
      currency = currencies.find(text)
      if currency == 0 { return nil }
    }
    let workspace = fields[.workspace]
    if let name = fields[.workspaceName], let workspace, !isNamed(workspace, name) { return nil }
    if rules.drawsUp { return drawnUpInvoice(fields, workspace, time, currency, &days) }
    guard let number = fields[.invoice] else { return invoice(of: workspace, time, currency) }

    guard let invoice = invoices.invoice(number: number, guess: guess) else { return nil }
    if let workspace, !invoices.isWorkspace(workspace, of: invoice) { return nil }
    let facts = invoices[invoice]
    if currency != 0, currencies[currency] != facts.currency { return nil }
    return isWithin(time, facts) ? invoice : nil
  }

  /// Whether a row is in the period of its invoice, so that there is nothing to say about its time.
  @inline(__always)
  private func isWithin(_ time: RowTime, _ facts: InvoiceFinder.Facts) -> Bool {
    if !facts.statesPeriod { return true }
    if let own = time.own { return facts.period.contains(own) }
    if let stated = time.stated { return facts.period.contains(stated) }
    return time.day.map(facts.period.contains) ?? true
  }

  @inline(never)
  private func invoice(of workspace: FieldText?, _ time: RowTime, _ currency: UInt32) -> Int? {
    guard let workspace, time.stated != nil || time.day != nil else { return nil }
    let clue = InvoiceFinder.Clue(
      period: time.stated, day: time.day, currency: currency == 0 ? nil : currencies[currency])
    guard case .invoice(let invoice) = invoices.find(workspace: workspace, clue), isWithin(time, invoices[invoice])
    else { return nil }
    return invoice
  }

  @inline(never)
  private func drawnUpInvoice(
    _ fields: RowFields, _ workspace: FieldText?, _ time: RowTime, _ currency: UInt32, _ days: inout DayMemory
  ) -> Int? {
    let month = time.stated == nil ? time.day.map { days.month(of: $0) } : nil
    if let text = fields[.invoice] {
      // Dates of rows that state no billing period are those of their line, as far as anyone knows yet.
      if let own = time.own, time.stated.map({ !$0.contains(own) }) ?? true { return nil }
      guard let invoice = number(text), let customer = number(workspace) else { return nil }
      return drawnUp.invoice(
        number: invoice, workspace: customer, stated: time.stated, month: month, loneDay: time.loneDay,
        currency: currency)
    }
    guard let workspace, let number = number(workspace), let period = time.stated ?? month else { return nil }
    if let own = time.own, !period.contains(own) { return nil }
    return drawnUp.invoice(workspace: number, period: period, currency: currency)
  }

  @inline(never)
  private func period(_ fields: RowFields) -> BillingPeriod? {
    guard let start = number(fields[.periodStart]), let end = number(fields[.periodEnd]),
      let month = start == 0 && end == 0 ? number(fields[.period]) : 0
    else { return nil }
    return periods.find(start: start, end: end, month: month)
  }

  @inline(never)
  private func isNamed(_ workspace: FieldText, _ name: FieldText) -> Bool {
    let (workspace, name) = (texts.find(workspace), texts.find(name))
    return workspace != 0 && name != 0 && names.find(workspace, name) != nil
  }

  /// The number of a text, 0 for an absent one; nil where it is not known.
  @inline(__always)
  private func number(_ text: FieldText?) -> UInt32? {
    guard let text else { return 0 }
    let found = texts.find(text)
    return found == 0 ? nil : found
  }
}

extension RowFields {
  @inline(__always)
  subscript(column: UsageColumn) -> FieldText? { self[column.rawValue] }
}
