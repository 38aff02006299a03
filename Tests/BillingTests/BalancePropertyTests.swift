import TestSupport
import Testing

@testable import Billing

@Suite struct BalancePropertyTests {
  @Test(arguments: 1...500 as ClosedRange<UInt64>)
  func dueAndCreditAreNeverBothPositive(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    func day() -> Day { ("2024-06-01" as Day).adding(Int.random(in: 0..<20, using: &random)) }
    func amount() -> Amount { units(Int128(Int.random(in: 0...100, using: &random))) }
    let payments = (0..<Int.random(in: 0...6, using: &random)).map { index in
      Payment(
        id: "P\(index)", invoice: "INV-1", date: day(), amount: amount(), currency: "EUR",
        state: Payment.State.allCases.randomElement(using: &random)!,
        kind: Payment.Kind.allCases.randomElement(using: &random)!)
    }
    let notes = (0..<Int.random(in: 0...2, using: &random)).map { index in
      CreditNote(number: "CN\(index)", invoice: "INV-1", issueDate: day(), amount: amount(), currency: "EUR")
    }
    let total = units(Int128(Int.random(in: -50...200, using: &random)))
    let asOf = day()
    let settles = Bool.random(using: &random)
    let balance = Balance(of: total, payments: payments, creditNotes: notes, settles: settles, asOf: asOf)
    #expect(balance.due >= .zero && balance.credit >= .zero, "seed \(seed)")
    #expect(balance.due.isZero || balance.credit.isZero, "seed \(seed)")
    #expect(balance.open == total - balance.credited - balance.paid, "seed \(seed)")
    if settles {
      #expect(balance.due - balance.credit == balance.open, "seed \(seed)")
    } else {
      #expect(balance.due.isZero && balance.credit.isZero, "seed \(seed)")
    }
    let reversed = Balance(
      of: total, payments: payments.reversed(), creditNotes: notes.reversed(), settles: settles, asOf: asOf)
    #expect(reversed == balance, "seed \(seed)")
    let header = InvoiceHeader.may { $0.lifecycle = settles ? .open : .void }
    let standing = [payments, payments.reversed()].map { payments in
      Standing(
        header, balance: balance, payments: payments, creditNotes: notes, declaredDiffers: false, asOf: asOf)
    }
    #expect(standing[0] == standing[1], "seed \(seed)")
    #expect(standing[0].flags == StatusFlag.allCases.filter(standing[0].flags.contains), "seed \(seed)")
  }
}
