extension LineGrouping {
  /// Groups of usage as they are where dates of their own tell none apart: what version 1.1.0 made of the same rows.
  ///
  /// - Parameter groups: grouped by these columns.
  public func withoutDates(_ groups: [UsageGroup]) -> [UsageGroup] {
    guard !keepsRows, groups.contains(where: { $0.period != nil }) else { return groups }
    var merged: [UsageGroup] = []
    var positions: [Key: [Int]] = [:]
    for group in groups {
      // Texts that tell groups apart are the same in all of one key; the others are looked at one by one.
      let key = Key(service: Identifier(group.service), tax: group.tax, isTax: group.isTax)
      if let index = positions[key]?.first(where: { isSameGroup(merged[$0], group) }) {
        merged[index].absorb(group)
      } else {
        positions[key, default: []].append(merged.count)
        merged.append(group)
        merged[merged.count - 1].period = nil
      }
    }
    return merged
  }

  private struct Key: Hashable {
    var service: Identifier
    var tax: TaxReference
    var isTax: Bool
  }

  private func isSameGroup(_ a: UsageGroup, _ b: UsageGroup) -> Bool {
    (!(contains(.description) || a.isTax) || isSame(a.description, b.description))
      && (!contains(.unit) || isSame(a.unit, b.unit)) && (!contains(.unitPrice) || a.unitPrice == b.unitPrice)
      && (!contains(.resource) || isSame(a.resource, b.resource))
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
