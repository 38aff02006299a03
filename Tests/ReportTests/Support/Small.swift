import Foundation
import Testing

/// The least there is to bill: one invoice of 10.00, of which 4.00 are paid.
enum Small {
  static let invoices =
    """
    invoice_number,workspace_id,billing_period,issue_date,due_date,currency
    INV-1,acme,2024-05,2024-06-01,2024-07-01,EUR

    """
  static let usage =
    """
    invoice_number,service,quantity,unit,unit_price,amount
    INV-1,Compute,10,hour,0.25,
    INV-1,Storage,,,,7.50

    """
  static let payments =
    """
    payment_id,invoice_number,date,amount,currency,status
    P-1,INV-1,2024-06-10,4.00,EUR,succeeded

    """
}

extension Workshop {
  static func small() throws -> Workshop {
    try Workshop().exports("invoices.csv", Small.invoices).exports("usage.csv", Small.usage)
      .exports("payments.csv", Small.payments)
  }

  func runSmall(under launcher: [String] = [], output: String? = nil) throws -> Outcome {
    try run("--period", "2024-05", "--as-of", "2024-06-30", under: launcher, output: output)
  }

  /// The usage export with these rows at its end.
  @discardableResult
  func usage(_ rows: String...) throws -> Workshop {
    try exports("usage.csv", Small.usage + rows.map { $0 + "\n" }.joined())
  }
}

/// Publishes the small exports, changes them, and runs again: that run ends with this code and says exactly this, and
/// the folder with the published site and all inputs is as it was.
func expectRefusal(
  _ code: Int32, _ stderr: String, sourceLocation: SourceLocation = #_sourceLocation,
  _ change: (Workshop) throws -> Void
) throws {
  let workshop = try Workshop.small()
  let sound = try workshop.runSmall()
  #expect(sound.code == 0, sourceLocation: sourceLocation)
  #expect(sound.stderr == "", sourceLocation: sourceLocation)
  try change(workshop)
  let before = try workshop.tree("")
  let outcome = try workshop.runSmall()
  #expect(outcome == Outcome(code: code, stdout: "", stderr: stderr), sourceLocation: sourceLocation)
  let after = try workshop.tree("")
  #expect(after.differences(from: before) == [], sourceLocation: sourceLocation)
  #expect(after.rewritten(since: before) == [], sourceLocation: sourceLocation)
}
