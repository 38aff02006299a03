/// What becomes of a payment that an earlier run saw, when an export states its status again.
public enum PaymentStep: Sendable, Hashable {
  /// It goes on. Money that had come in and went back counts until `reversed`: figures of earlier days keep it.
  case onward(reversed: Day?)
  /// The status is one from before, so the payment stays what it was: nothing that succeeded or failed is under way again,
  /// and money that was taken back comes in again under an id of its own.
  case back

  /// - Parameters:
  ///   - kept: the payment as it was.
  ///   - state: what the export says.
  ///   - day: when that became of it: as the export states, else the day of the run that learns it.
  public init(from kept: Payment, to state: Payment.State, on day: Day) {
    switch (kept.state, state) {
    case (.succeeded, .failed), (.succeeded, .canceled), (.succeeded, .refunded):
      self = .onward(reversed: max(day, kept.date))
    case (.succeeded, .processing), (.failed, .processing), (.canceled, .processing), (.refunded, .processing),
      (.refunded, .succeeded):
      self = .back
    case (.failed, .succeeded), (.canceled, .succeeded):
      // An attempt that never succeeded may still do so.
      self = kept.reversed == nil ? .onward(reversed: nil) : .back
    default:
      self = .onward(reversed: kept.reversed)
    }
  }
}
