import Testing

@testable import Billing

/// What becomes of a payment of 2024-06-10 when an export of 2024-07-05 states its status again.
@Suite struct PaymentStepTests {
  private func step(_ kept: Payment.State, _ reversed: Day? = nil, to state: Payment.State) -> PaymentStep {
    var payment = Payment.made("100", on: "2024-06-10", kept)
    payment.reversed = reversed
    return PaymentStep(from: payment, to: state, on: "2024-07-05")
  }

  @Test(arguments: [Payment.State.failed, .canceled, .refunded])
  func whatSucceededIsReversedOnTheDay(state: Payment.State) {
    #expect(step(.succeeded, to: state) == .onward(reversed: "2024-07-05"))
    // Another word later does not move that day.
    for other in [Payment.State.failed, .canceled, .refunded] {
      #expect(step(state, "2024-07-01", to: other) == .onward(reversed: "2024-07-01"))
    }
  }

  @Test func noReversalIsOlderThanItsPayment() {
    let kept = Payment.made("100", on: "2024-06-10")
    #expect(PaymentStep(from: kept, to: .failed, on: "2024-06-01") == .onward(reversed: "2024-06-10"))
  }

  @Test func whatNeverSucceededGoesOn() {
    for state in Payment.State.allCases {
      #expect(step(.processing, to: state) == .onward(reversed: nil), "\(state)")
    }
    #expect(step(.failed, to: .succeeded) == .onward(reversed: nil))
    #expect(step(.canceled, to: .succeeded) == .onward(reversed: nil))
    #expect(step(.failed, to: .canceled) == .onward(reversed: nil))
    #expect(step(.succeeded, to: .succeeded) == .onward(reversed: nil))
  }

  @Test func nothingGoesBack() {
    for state in [Payment.State.succeeded, .failed, .canceled, .refunded] {
      #expect(step(state, to: .processing) == .back, "\(state)")
    }
    // Money that went back comes in again as a payment of its own.
    for state in [Payment.State.failed, .canceled, .refunded] {
      #expect(step(state, "2024-07-01", to: .succeeded) == .back, "\(state)")
    }
    #expect(step(.refunded, to: .succeeded) == .back)
  }
}
