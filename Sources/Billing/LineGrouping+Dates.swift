extension LineGrouping {
  /// Groups of usage as they are where dates of their own tell none apart: what version 1.1.0 made of the same rows.
  ///
  /// - Parameter groups: grouped by these columns.
  public func withoutDates(_ groups: [UsageGroup]) -> [UsageGroup] {
    guard !keepsRows, groups.contains(where: { $0.period != nil }) else { return groups }
    var merged: [UsageGroup] = []
    var positions: [Key: Int] = [:]
    for group in groups {
      let key = Key(group, self)
      if let index = positions[key] {
        merged[index].absorb(group)
      } else {
        positions[key] = merged.count
        merged.append(group)
        merged[merged.count - 1].period = nil
      }
    }
    return merged
  }

  /// What tells groups apart: texts by their bytes, and only those that the grouping looks at.
  private struct Key: Hashable {
    var service: Identifier
    var tax: TaxReference
    var isTax: Bool
    var description: Identifier?
    var unit: Identifier?
    var resource: Identifier?
    var unitPrice: ExactDecimal?

    init(_ group: UsageGroup, _ grouping: LineGrouping) {
      service = Identifier(group.service)
      tax = group.tax
      isTax = group.isTax
      if grouping.contains(.description) || isTax { description = group.description.map { Identifier($0) } }
      if grouping.contains(.unit) { unit = group.unit.map { Identifier($0) } }
      if grouping.contains(.resource) { resource = group.resource.map { Identifier($0) } }
      if grouping.contains(.unitPrice) { unitPrice = group.unitPrice }
    }
  }
}

extension UsageGroup {
  /// Adds the rows of another group: what all rows agree on stays.
  fileprivate mutating func absorb(_ other: UsageGroup) {
    if !isSame(category, other.category) { category = nil }
    if !isSame(description, other.description) { description = nil }
    if !isSame(resource, other.resource) { resource = nil }
    if unitPrice != other.unitPrice { unitPrice = nil }
    let hasSameUnit = isSame(unit, other.unit)
    if hasSameUnit, let x = quantity, let y = other.quantity { quantity = x + y } else { quantity = nil }
    if !hasSameUnit { unit = nil }
    amount += other.amount
    discount += other.discount
    rows += other.rows
    order = min(order, other.order)
  }
}
