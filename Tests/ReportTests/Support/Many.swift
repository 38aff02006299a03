import TestSupport

/// Enough invoices that several threads have work, with findings of all kinds along the way.
enum Many {
  static let count = 800

  static func workshop() throws -> Workshop {
    var random = SplitMix64(seed: 20_240_531)
    var invoices = ["invoice_number,workspace_id,billing_period,issue_date,due_date,currency,tax_rate,total"]
    var usage = ["usage_id,invoice_number,service,description,quantity,unit,unit_price"]
    var payments = ["payment_id,invoice_number,date,amount,currency,status"]
    for number in 1...count where number % 97 != 0 {
      let currency = ["EUR", "USD", "JPY"][number % 3]
      let declared = number % 101 == 0 ? "1" : ""
      invoices.append(
        "R-\(number),workspace \(number % 41),2024-05,2024-06-01,2024-06-\(10 + number % 20),\(currency),0.19,\(declared)"
      )
      for row in 0..<Int.random(in: 1...6, using: &random) {
        let hundredths = Int.random(in: 1...9999, using: &random)
        usage.append(
          "u\(number)-\(row),R-\(number),Service \(row % 3),Item \(row % 2),\(hundredths),hour,0.0\(1 + hundredths % 9)"
        )
      }
      if number % 5 == 0 { payments.append("p\(number),R-\(number),2024-06-05,3,\(currency),succeeded") }
      if number % 250 == 0 { payments.append("x\(number),X-\(number),2024-06-05,3,EUR,succeeded") }
    }
    return try Workshop().config("declared: warn\n")
      .exports("invoices.csv", invoices.joined(separator: "\n") + "\n")
      .exports("usage.csv", usage.joined(separator: "\n") + "\n")
      .exports("payments.csv", payments.joined(separator: "\n") + "\n")
  }
}
