import Billing

/// What tells the lines of one invoice apart: the numbers of the texts that `lines.group_by` names, 0 for the others.
struct LineKey: Hashable {
  var invoice: Int32
  var service: UInt32
  var description: UInt32 = 0
  var unit: UInt32 = 0
  var unitPrice: UInt32 = 0
  var resource: UInt32 = 0
  var taxCode: UInt32
  var taxRate: UInt32
  var isTax: Bool
  /// The row's own number where every row keeps its line.
  var row: Int = 0
}

/// Texts of a row that do not tell lines apart; a group keeps those on which all its rows agree.
struct RowTexts {
  var category: UInt32
  var description: UInt32
  var unit: UInt32
  var unitPrice: UInt32
  var resource: UInt32

  mutating func keepCommon(with other: RowTexts) {
    if category != other.category { category = 0 }
    if description != other.description { description = 0 }
    if unit != other.unit { unit = 0 }
    if unitPrice != other.unitPrice { unitPrice = 0 }
    if resource != other.resource { resource = 0 }
  }
}

/// The exact sums of usage rows by invoice and line: what stays of the rows.
struct UsageGroupTable {
  struct Group {
    let key: LineKey
    var texts: RowTexts
    var amount: ExactDecimal
    var discount: ExactDecimal
    /// Nil once the units differ or a row states none.
    var quantity: ExactDecimal?
    var rows = 1
    let order: Int
  }

  private(set) var groups: [Group] = []
  private var positions: [LineKey: Int] = [:]

  mutating func add(
    _ key: LineKey, _ texts: RowTexts, amount: ExactDecimal, discount: ExactDecimal, quantity: ExactDecimal?,
    order: Int
  ) {
    guard let position = positions[key] else {
      positions[key] = groups.count
      groups.append(
        Group(key: key, texts: texts, amount: amount, discount: discount, quantity: quantity, order: order))
      return
    }
    add(texts, amount, discount, quantity, to: &groups[position])
  }

  private func add(
    _ texts: RowTexts, _ amount: ExactDecimal, _ discount: ExactDecimal, _ quantity: ExactDecimal?,
    to group: inout Group
  ) {
    if let sum = group.quantity, let quantity, group.texts.unit == texts.unit {
      group.quantity = sum + quantity
    } else {
      group.quantity = nil
    }
    group.texts.keepCommon(with: texts)
    group.amount += amount
    if !discount.isZero { group.discount += discount }
    group.rows += 1
  }
}
