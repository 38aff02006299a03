import Billing
import CBytes

/// The groups of all invoices, from which those of one invoice are built when they are asked for, several at a time.
///
/// `@unchecked`: nothing changes after `init`, so that any number of threads may read. Every group gets strings of its
/// own: one shared by several threads would have them wait for each other at its reference count.
final class UsageGroups: @unchecked Sendable {
  private let partitions: [Box<GroupTable>]
  private let texts: TextPool
  private let lines: LineTable
  private let prices: ValueTable<ExactDecimal>
  private let rates: ValueTable<Rate>
  private let ownPeriods: ValueTable<BillingPeriod>
  /// Of the invoices.
  private let periods: [BillingPeriod]
  /// The numbers of the groups of invoice `i`, in its partition, are those from `starts[i]` to `starts[i + 1]`.
  private let starts: [UInt32]
  private let numbers: [UInt32]

  /// - Parameter partitions: the groups of invoice `i` are in that of `i` modulo their number.
  init(_ partitions: [Box<GroupTable>], _ vocabulary: consuming UsageVocabulary, _ invoices: [InvoiceHeader]) {
    for partition in partitions { partition.value.close() }
    (starts, numbers) = Self.sorted(partitions, invoices: invoices.count)
    periods = invoices.map(\.period)
    self.partitions = partitions
    texts = vocabulary.texts
    lines = vocabulary.lines
    prices = vocabulary.priceValues
    rates = vocabulary.rateValues
    ownPeriods = vocabulary.ownPeriods
  }

  /// Sorts by counting: how many groups each invoice has says where the next one's begin.
  private static func sorted(_ partitions: [Box<GroupTable>], invoices: Int) -> ([UInt32], [UInt32]) {
    var starts = [UInt32](repeating: 0, count: invoices + 2)
    var count = 0
    for partition in partitions {
      count += partition.value.groups.count
      for number in 0..<partition.value.groups.count {
        starts[Int(partition.value.groups[number + 1].pointee.invoice) + 2] += 1
      }
    }
    for index in starts.indices.dropFirst() { starts[index] += starts[index - 1] }
    var numbers = [UInt32](repeating: 0, count: count)
    for partition in partitions {
      for number in 1..<(partition.value.groups.count + 1) {
        let next = Int(partition.value.groups[number].pointee.invoice) + 1
        numbers[Int(starts[next])] = UInt32(number)
        starts[next] += 1
      }
    }
    return (starts, numbers)
  }

  /// What tells whether the usage of an invoice is that of another run.
  func digest(of invoice: Int) -> UsageDigest { partitions[invoice % partitions.count].value.digest(of: invoice) }

  /// By the order of their first rows.
  func groups(of invoice: Int) -> [UsageGroup] {
    guard invoice + 2 < starts.count else { return [] }
    let partition = partitions[invoice % partitions.count]
    let numbers = numbers[Int(starts[invoice])..<Int(starts[invoice + 1])]
    for number in numbers { cbytes_prefetch(partition.value.groups[Int(number)]) }
    var groups = numbers.map { number in
      group(Int(number), in: partition.value)
    }
    groups.sort { $0.order < $1.order }
    return groups
  }

  private func group(_ number: Int, in table: borrowing GroupTable) -> UsageGroup {
    let group = table.groups[number].pointee
    let rest = table.rests[number]
    let line = lines[group.line]
    var amount = ExactDecimal(group.amount, scale: Int(group.amountScale))
    var quantity = ExactDecimal(Int128(group.quantity), scale: Int(group.quantityScale))
    if let rest {
      amount += rest.amount
      quantity += rest.quantity
    }
    return UsageGroup(
      service: texts.string(line.service) ?? "", category: table.texts.string(group.category),
      description: texts.string(line.description) ?? table.texts.string(group.description),
      resource: texts.string(line.resource) ?? table.texts.string(group.resource),
      period: ownPeriod(line.period, of: group.invoice), unit: texts.string(group.unit),
      unitPrice: prices[group.unitPrice], quantity: group.hasQuantity ? quantity : nil, amount: amount,
      discount: rest?.discount ?? .zero,
      tax: TaxReference(code: texts.string(line.taxCode).map { Identifier($0) }, rate: rates[line.taxRate]),
      isTax: line.isTax,
      rows: Int(group.rows) + (rest?.rows ?? 0), order: group.order)
  }

  /// The dates of a line. An invoice that is drawn up is for all that its rows state, which may be more than was known
  /// when this row was met.
  private func ownPeriod(_ number: UInt32, of invoice: UInt32) -> BillingPeriod? {
    guard let period = ownPeriods[number], !periods[Int(invoice)].contains(period) else { return nil }
    return period
  }
}
