/// Which columns of the usage make a line of their own: `lines.group_by`.
public struct LineGrouping: Sendable, Hashable {
  public enum Column: String, Sendable, CaseIterable {
    case service, description, unit
    case unitPrice = "unit_price"
    case tax, resource, row
  }

  /// One bit a column: this is asked for every row and line.
  private let columns: UInt8

  public static let standard = LineGrouping([.service, .description, .unit, .unitPrice, .tax])

  /// Different taxes are always different lines, and so are different services: an invoice is read service by service.
  public init(_ columns: Set<Column>) {
    self.columns = columns.union([.service, .tax]).reduce(0) { $0 | $1.bit }
  }

  public func contains(_ column: Column) -> Bool { columns & column.bit != 0 }

  /// The columns, in the order in which configuration names them.
  public var listed: [Column] { Column.allCases.filter(contains) }

  /// Every usage row keeps a line of its own.
  public var keepsRows: Bool { contains(.row) }
}

extension LineGrouping.Column {
  fileprivate var bit: UInt8 {
    switch self {
    case .service: 1
    case .description: 2
    case .unit: 4
    case .unitPrice: 8
    case .tax: 16
    case .resource: 32
    case .row: 64
    }
  }
}

extension LineGrouping {
  /// Puts lines together that came apart only because their tax was stated in different places: on the row here, on
  /// the invoice there. `lines` are in printing order, where those stand side by side but for their amounts.
  func merging(_ lines: [Line]) -> [Line] {
    guard !keepsRows, lines.indices.dropFirst().contains(where: { isSame(lines[$0 - 1].service, lines[$0].service) })
    else { return lines }
    var merged: [Line] = []
    merged.reserveCapacity(lines.count)
    // Lines are sorted, so the parts of one line are never further back than the first with its leading texts.
    var start = 0
    for line in lines {
      if let last = merged.last, !isNear(last, line) { start = merged.count }
      if let index = merged[start...].lastIndex(where: { isSameLine($0, line) }) {
        merged[index].absorb(line)
      } else {
        merged.append(line)
      }
    }
    return merged
  }

  /// Whether two lines agree in what the printing order looks at first, as far as lines are told apart by it.
  private func isNear(_ a: Line, _ b: Line) -> Bool {
    guard isSame(a.service, b.service) else { return false }
    guard contains(.description) else { return true }
    guard isSame(a.description, b.description) else { return false }
    return !contains(.unit) || isSame(a.unit, b.unit)
  }

  private func isSameLine(_ a: Line, _ b: Line) -> Bool {
    isSame(a.service, b.service) && a.tax == b.tax && a.period == b.period
      && (!contains(.description) || isSame(a.description, b.description))
      && (!contains(.unit) || isSame(a.unit, b.unit))
      && (!contains(.unitPrice) || a.unitPrice == b.unitPrice)
      && (!contains(.resource) || isSame(a.resource, b.resource))
  }
}

extension Line {
  fileprivate mutating func absorb(_ other: Line) {
    if !isSame(category, other.category) { category = nil }
    if !isSame(description, other.description) { description = nil }
    if !isSame(resource, other.resource) { resource = nil }
    if unitPrice != other.unitPrice { unitPrice = nil }
    let hasSameUnit = isSame(unit, other.unit)
    if hasSameUnit, let x = quantity, let y = other.quantity { quantity = x + y } else { quantity = nil }
    if !hasSameUnit { unit = nil }
    exact += other.exact
    exactDiscount += other.exactDiscount
    rows += other.rows
    order = min(order, other.order)
  }
}
