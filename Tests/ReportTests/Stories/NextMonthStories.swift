import Testing

/// The exports of a month are gone when the next month is billed.
@Suite("Story: the next month")
struct NextMonthStories {
  /// 100.00 and 19 % tax, of which 19.00 are paid.
  private static func may() throws -> Workshop {
    let workshop = try Workshop().exported(
      invoices: ["M-1,acme,2024-05,2024-06-01,2024-06-30,EUR,19%"], usage: ["M-1,Compute,100.00"],
      payments: ["P-1,M-1,2024-06-10,19.00,EUR,succeeded"])
    try workshop.publish("--period", "2024-05", "--as-of", "2024-06-15")
    #expect(try workshop.standing("M-1") == "due 119.00 − 0.00 − 19.00 = 100.00; partially_paid")
    return workshop
  }

  /// June brings its own invoice, and 60.00 for May's.
  @Test func june() throws {
    let workshop = try Self.may()
    let page = try workshop.read("output/workspaces/acme/M-1.html")
    try workshop.exported(
      invoices: ["J-1,acme,2024-06,2024-07-01,2024-07-31,EUR,19%"], usage: ["J-1,Compute,10.00"],
      payments: ["P-2,M-1,2024-07-02,60.00,EUR,succeeded"])
    let june = try workshop.publish("--period", "2024-06", "--as-of", "2024-07-05")
    #expect(
      workshop.changes(june) == [
        "M-1 due 100.00 → 40.00, paid 19.00 → 79.00, flags partially_paid → overdue partially_paid"
      ])
    #expect(try workshop.standing("M-1") == "due 119.00 − 0.00 − 79.00 = 40.00; overdue partially_paid")
    #expect(try workshop.standing("J-1") == "due 11.90 − 0.00 − 0.00 = 11.90")
    #expect(try workshop.keptPayments() == ["P-1 19.00 succeeded", "P-2 60.00 succeeded"])
    let now = try workshop.read("output/workspaces/acme/M-1.html")
    #expect(now != page)
    #expect(now.contains("<strong>40.00 EUR</strong>"))
    #expect(now.contains("Balance 40.00 = total 119.00 − credited 0.00 − paid 79.00."))
    // 119.00 + 11.90 − 79.00 = 51.90, and 40.00 of it are five days late.
    #expect(
      try workshop.lines("finance/receivables.csv") == [
        "acme,acme,EUR,0.00,130.90,0.00,79.00,0.00,51.90,51.90,0.00,11.90,40.00,0.00,0.00,0.00,0.00"
      ])
    #expect(
      try workshop.lines("workspaces/acme/statement.csv") == [
        "EUR,2024-06-01,invoice,M-1,,119.00,119.00", "EUR,2024-06-10,payment,P-1,M-1,19.00,100.00",
        "EUR,2024-07-01,invoice,J-1,,11.90,111.90", "EUR,2024-07-02,payment,P-2,M-1,60.00,51.90",
      ])
    #expect(Page(try workshop.bytes("output/workspaces/acme/index.html")).links.contains("M-1.html"))
  }

  /// June, July and August, each with its own exports alone: the money of all of them adds up in the end.
  @Test func monthAfterMonth() throws {
    let workshop = try Self.may()
    try workshop.exported(
      invoices: ["J-1,acme,2024-06,2024-07-01,2024-07-31,EUR,19%"], usage: ["J-1,Compute,10.00"],
      payments: ["P-2,M-1,2024-07-02,100.00,EUR,succeeded"])
    let june = try workshop.publish("--period", "2024-06", "--as-of", "2024-07-05")
    #expect(
      workshop.changes(june) == [
        "M-1 due → paid, due 100.00 → 0.00, paid 19.00 → 119.00, flags partially_paid → none"
      ])
    try workshop.exported(
      invoices: ["Y-1,acme,2024-07,2024-08-01,2024-08-31,EUR,19%"], usage: ["Y-1,Compute,20.00"],
      payments: ["P-3,J-1,2024-08-02,11.90,EUR,processing"], creditNotes: ["C-1,M-1,2024-08-01,23.80,Outage"])
    let july = try workshop.publish("--period", "2024-07", "--as-of", "2024-08-05")
    #expect(
      workshop.changes(july) == [
        "J-1 due → processing, pending 0.00 → 11.90, flags none → pending",
        "M-1 credited 0.00 → 23.80, credit 0.00 → 23.80, flags none → credited overpaid",
      ])
    try workshop.exported(
      invoices: ["A-1,acme,2024-08,2024-09-01,2024-09-30,EUR,19%"], usage: ["A-1,Compute,30.00"],
      payments: ["P-3,J-1,2024-08-02,11.90,EUR,succeeded", "P-4,Y-1,2024-09-03,23.80,EUR,succeeded,credit"])
    let august = try workshop.publish("--period", "2024-08", "--as-of", "2024-09-05")
    #expect(
      workshop.changes(august) == [
        "Y-1 due → paid, due 23.80 → 0.00, paid 0.00 → 23.80",
        "J-1 processing → paid, due 11.90 → 0.00, paid 0.00 → 11.90, pending 11.90 → 0.00, flags pending → none",
      ])
    #expect(try workshop.standing("M-1") == "paid 119.00 − 23.80 − 119.00 = 0.00, credit 23.80; credited overpaid")
    #expect(try workshop.standing("A-1") == "due 35.70 − 0.00 − 0.00 = 35.70")
    // The credit note of July's run is filed under August, when it was issued.
    #expect(try workshop.records()["C-1"]?.period == "2024-08")
    #expect(
      try workshop.keptPayments() == [
        "C-1 23.80", "P-1 19.00 succeeded", "P-2 100.00 succeeded", "P-3 11.90 succeeded", "P-4 23.80 succeeded",
      ])
    // 119.00 + 11.90 + 23.80 + 35.70 = 190.40, less 23.80 credited and 130.90 received, leaves 35.70.
    #expect(
      try workshop.lines("workspaces/acme/statement.csv").last == "EUR,2024-09-03,credit,P-4,Y-1,23.80,35.70")
    for run in 1...4 { #expect(workshop.exists("output/finance/changes/000\(run).json")) }
  }

  /// A late invoice for May comes with June's exports, when those of May are gone: what was reconciled as a whole is not
  /// replaced by a part.
  @Test func aLateInvoiceDoesNotReconcileTheMonth() throws {
    let workshop = try Workshop().exported(
      invoices: ["M-1,acme,2024-05,2024-06-01,2024-06-30,EUR,19%"], usage: ["M-1,Compute,100.00"])
    try workshop.publish("--period", "2024-05", "--as-of", "2024-06-15")
    let reconciled = try workshop.read("output/finance/reconciliation/2024-05.html")
    try workshop.exported(
      invoices: [
        "M-2,acme,2024-05,2024-07-01,2024-07-30,EUR,19%", "M-3,acme,2024-06,2024-07-01,2024-07-30,EUR,19%",
      ], usage: ["M-2,Compute,50.00", "M-3,Compute,10.00"])
    try workshop.publish("--period", "all", "--as-of", "2024-07-15")
    #expect(try workshop.read("output/finance/reconciliation/2024-05.html") == reconciled)
    #expect(workshop.exists("output/finance/reconciliation/2024-06.html"))
    #expect(try workshop.lines("workspaces/acme/statement.csv").count == 3)
  }

  /// A line comes to more digits than its figures have; it is rendered from what was issued all the same.
  @Test func figuresWithVeryManyDigits() throws {
    let workshop = try Workshop().exports("usage.csv", Self.tiny("2024-05", "1e-600"))
    try workshop.publish("--period", "2024-05", "--as-of", "2024-06-15")
    try workshop.exports("usage.csv", Self.tiny("2024-06", "1"))
      .file("templates/page.css", workshop.read("templates/page.css") + "p{color:red}\n")
    try workshop.publish("--period", "2024-06", "--as-of", "2024-07-15")
    #expect(try workshop.read("output/workspaces/acme/INV-2024-05-acme.html").contains("color:red"))
  }

  private static func tiny(_ month: String, _ figure: String) -> String {
    """
    workspace_id,service,quantity,unit_price,billing_period,currency
    acme,Compute,\(figure),\(figure),\(month),EUR
    acme,Compute,1,5,\(month),EUR

    """
  }
}
