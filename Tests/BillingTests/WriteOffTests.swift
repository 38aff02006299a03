import Testing

@testable import Billing

/// What finance does not expect to be paid any more of an invoice of 100.00, issued on 2024-06-01 and due on 2024-06-15.
@Suite struct WriteOffTests {
  private func settled(
    _ payments: [Payment], asOf: Day = "2024-07-10", uncollectible: Bool = false,
    _ change: (inout InvoiceHeader) -> Void = { _ in }
  ) -> (balance: Balance, standing: Standing) {
    let header = InvoiceHeader.may {
      $0.dueDate = "2024-06-15"
      if uncollectible { $0.declared.status = Declared.uncollectible }
      change(&$0)
    }
    let balance = Balance(
      of: units(10000), payments: payments, creditNotes: [], settles: header.lifecycle == .open,
      uncollectible: header.uncollectibleSince(payments, asOf: asOf), asOf: asOf)
    let standing = Standing(
      header, balance: balance, payments: payments, creditNotes: [], declaredDiffers: false, asOf: asOf)
    return (balance, standing)
  }

  private static let writeOff = Payment.made("70", on: "2024-07-01", .succeeded, .writeOff)

  @Test func theDebtStays() {
    let (balance, standing) = settled([Self.writeOff])
    #expect(
      (balance.due, balance.writtenOff, balance.paid, balance.open) == (units(10000), units(7000), .zero, units(10000)))
    #expect(standing.status == .due)
    #expect(standing.flags == [.overdue, .writtenOff])
    #expect(standing.since == "2024-07-01")
  }

  @Test func neverMoreThanIsDue() {
    #expect(settled([Self.writeOff, Self.writeOff]).balance.writtenOff == units(10000))
  }

  /// 100 − 45 = 55 are left, and 55 of the 70 with it; then 100 − 100.
  @Test func aLaterPaymentLowersIt() {
    let part = Payment.made("45", on: "2024-07-05")
    #expect(settled([Self.writeOff, part]).balance.writtenOff == units(5500))
    let all = settled([Self.writeOff, part, .made("55", on: "2024-07-06")])
    #expect((all.balance.writtenOff, all.balance.due) == (.zero, .zero))
    #expect(all.standing.flags == [])
  }

  @Test func itCountsFromItsDayAndUntilItIsTakenBack() {
    #expect(settled([Self.writeOff], asOf: "2024-06-30").balance.writtenOff == .zero)
    var back = Self.writeOff
    back.state = .canceled
    back.reversed = "2024-07-05"
    #expect(settled([back], asOf: "2024-07-04").balance.writtenOff == units(7000))
    #expect(settled([back], asOf: "2024-07-05").balance.writtenOff == .zero)
  }

  @Test func uncollectibleWritesOffWhatIsLeftFromTheDueDateOn() {
    #expect(settled([], asOf: "2024-06-14", uncollectible: true).balance.writtenOff == .zero)
    let due = settled([], asOf: "2024-06-15", uncollectible: true)
    #expect((due.balance.writtenOff, due.balance.due) == (units(10000), units(10000)))
    #expect(due.standing.since == "2024-06-15")
    let paid = settled([.made("40", on: "2024-06-20")], asOf: "2024-06-20", uncollectible: true)
    #expect((paid.balance.writtenOff, paid.balance.due) == (units(6000), units(6000)))
    #expect(paid.standing.since == "2024-06-20")
    #expect(settled([], asOf: "2024-07-10").balance.writtenOff == .zero)
  }

  @Test func whatIsNotOwedIsNotWrittenOff() {
    #expect(settled([Self.writeOff], uncollectible: true) { $0.lifecycle = .void }.balance.writtenOff == .zero)
  }

  @Test func theStatementClosesAsBefore() throws {
    let statement = try #require(
      Statement.of("acme", documents: [], payments: [.made("1", on: "2024-07-01"), Self.writeOff], asOf: "2024-07-10")
        .first)
    #expect(statement.entries.count == 1)
    #expect(statement.closing == units(-100))
  }
}
