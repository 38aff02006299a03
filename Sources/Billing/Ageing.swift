/// What is due, by how long it has been due.
public struct Ageing: Sendable, Hashable {
  /// Days after the due date.
  public enum Band: Int, Sendable, CaseIterable {
    /// Not due yet, or without a due date.
    case current
    case upTo30, upTo60, upTo90, over90

    /// - Parameter days: whole days since the due date; zero and less are current.
    public init(daysOverdue days: Int) {
      switch days {
      case ...0: self = .current
      case 1...30: self = .upTo30
      case 31...60: self = .upTo60
      case 61...90: self = .upTo90
      default: self = .over90
      }
    }
  }

  private var amounts = [Amount](repeating: .zero, count: Band.allCases.count)

  public init() {}

  public subscript(band: Band) -> Amount { amounts[band.rawValue] }

  /// All bands together.
  public var total: Amount { amounts.reduce(.zero, +) }

  public mutating func add(_ due: Amount, dueDate: Day?, asOf: Day) {
    let days = dueDate.map { Int(asOf.number) - Int($0.number) } ?? 0
    amounts[Band(daysOverdue: days).rawValue] += due
  }

  public static func + (a: Ageing, b: Ageing) -> Ageing {
    var sum = a
    for band in Band.allCases { sum.amounts[band.rawValue] += b[band] }
    return sum
  }
}
