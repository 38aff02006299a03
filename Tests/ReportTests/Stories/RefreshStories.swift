import Foundation
import Testing

/// Every period again, and what that changed.
@Suite("Story: refresh")
struct RefreshStories {
  /// April and May, one invoice each, and May's issued on a day of its own.
  private static func published(mayIssued: String = "2024-05-31") throws -> Workshop {
    let workshop = try Workshop().exported(
      invoices: ["INV-6,acme,2024-04,2024-05-01,2024-05-31,EUR", "INV-7,acme,2024-05,\(mayIssued),2024-06-30,EUR"],
      usage: ["INV-6,Compute,10.00", "INV-7,Compute,40.00"])
    try workshop.publish("--period", "all", "--as-of", "2024-05-31")
    return workshop
  }

  @Test func aPaymentADayAndANewInvoice() throws {
    let workshop = try Self.published()
    try workshop.exported(
      invoices: ["INV-8,acme,2024-06,2024-06-01,2024-07-01,EUR"], usage: ["INV-8,Compute,5.00"],
      payments: ["P-1,INV-7,2024-06-01,40.00,EUR,succeeded"])
    let outcome = try workshop.publish("refresh", "--as-of", "2024-06-01")
    #expect(
      workshop.changes(outcome) == [
        "INV-8 new, 5.00 EUR, due", "INV-7 due → paid, due 40.00 → 0.00, paid 0.00 → 40.00",
        "INV-6 flags none → overdue",
      ])
    #expect(try workshop.standing("INV-6") == "due 10.00 − 0.00 − 0.00 = 10.00; overdue")
    let changes = try workshop.read("output/finance/changes/0002.json")
    #expect(
      changes == """
        {"number":2,"version":"\(try Self.version(workshop))","period":"all","as_of":"2024-06-01","reason":null,"new":\
        [{"invoice_number":"INV-8","workspace_id":"acme","period":"2024-06","currency":"EUR","status":"due","total":"5.00",\
        "due":"5.00","changes":{}}],"updated":[{"invoice_number":"INV-7","workspace_id":"acme","period":"2024-05",\
        "currency":"EUR","status":"paid","total":"40.00","due":"0.00",\
        "changes":{"status":["due","paid"],"due":["40.00","0.00"],"paid":["0.00","40.00"]}},\
        {"invoice_number":"INV-6","workspace_id":"acme","period":"2024-04","currency":"EUR","status":"due","total":"10.00",\
        "due":"10.00","changes":{"flags":["none","overdue"]}}],"reissued":[],"withdrawn":[],\
        "dropped":[],"held":[]}

        """)
    let page = try workshop.read("output/finance/changes/0002.html")
    for text in ["INV-6", "INV-7", "INV-8", "40.00 → 0.00"] { #expect(page.contains(text), "\(text)") }
    #expect(Page(try workshop.bytes("output/index.html")).links.contains("finance/changes/0002.html"))
  }

  @Test func asJSON() throws {
    let workshop = try Self.published()
    try workshop.exported(payments: ["P-1,INV-7,2024-06-01,40.00,EUR,succeeded"])
    let outcome = try workshop.publish("refresh", "--as-of", "2024-06-01", "--json")
    #expect(
      outcome.stdout.contains(
        """
        "changes":{"new":0,"updated":2,"unchanged":0,"reissued":0,"withdrawn":0,"held":0},"documents":[{"change":"updated",\
        "invoice_number":"INV-7","workspace_id":"acme","period":"2024-05","currency":"EUR","status":"paid","total":"40.00",\
        "due":"0.00","changes":{"status":["due","paid"],"due":["40.00","0.00"],"paid":["0.00","40.00"]}},\
        {"change":"updated","invoice_number":"INV-6",
        """))
    let quiet = try workshop.publish("refresh", "--as-of", "2024-06-01", "--json")
    #expect(quiet.stdout.contains("\"changes\":{\"new\":0,\"updated\":0,\"unchanged\":2,"))
    #expect(quiet.stdout.contains("\"documents\":[],"))
  }

  @Test func nothingNew() throws {
    let workshop = try Self.published()
    let before = try workshop.tree()
    let outcome = try workshop.publish("refresh", "--as-of", "2024-05-31")
    #expect(outcome.stdout.hasSuffix("\nNothing changed: output is up to date.\n"))
    let after = try workshop.tree()
    #expect(after.differences(from: before) == [])
    #expect(after.rewritten(since: before) == [])
    #expect(!workshop.exists("output/finance/changes/0002.json"))
  }

  /// A day nobody paid on: no document stands elsewhere, and no entry is added to the changes.
  @Test func anotherDay() throws {
    let workshop = try Workshop().exported(
      invoices: ["INV-7,acme,2024-05,2024-06-01,2024-06-30,EUR"], usage: ["INV-7,Compute,40.00"])
    try workshop.publish("--period", "all", "--as-of", "2024-06-10")
    let page = try workshop.tree("output/workspaces/acme").files["INV-7.html"]
    let outcome = try workshop.publish("refresh", "--as-of", "2024-06-11")
    #expect(outcome.stdout.contains("\nNo document changed.\n"))
    #expect(try workshop.tree("output/workspaces/acme").files["INV-7.html"] == page)
    #expect(!workshop.exists("output/finance/changes/0002.json"))
  }

  /// The day does not go back, and what came meanwhile counts when it goes on.
  @Test func anEarlierDay() throws {
    let workshop = try Self.published()
    try workshop.exported(payments: ["P-1,INV-7,2024-06-10,40.00,EUR,succeeded"])
    try workshop.publish("refresh", "--as-of", "2024-06-10")
    try workshop.exported(payments: ["P-2,INV-6,2024-06-11,1.00,EUR,succeeded"])
    try workshop.expectRefused(
      "refresh", "--as-of", "2024-06-09", code: 64, saying: Self.refusal(of: "2024-06-09", after: "2024-06-10"))
    #expect(try workshop.standing("INV-7") == "paid 40.00 − 0.00 − 40.00 = 0.00")
    #expect(try workshop.keptPayments() == ["P-1 40.00 succeeded"])
    let forth = try workshop.publish("refresh", "--as-of", "2024-06-11")
    #expect(
      workshop.changes(forth) == [
        "INV-6 due 10.00 → 9.00, paid 0.00 → 1.00, flags overdue → overdue partially_paid"
      ])
    #expect(try workshop.keptPayments() == ["P-1 40.00 succeeded", "P-2 1.00 succeeded"])
  }

  /// Before the day an invoice is dated, nothing has made the state it is in. Its export may be gone by then.
  @Test(arguments: [true, false]) func beforeItsIssue(isExported: Bool) throws {
    let workshop = try Self.published(mayIssued: "2024-06-01")
    #expect(try workshop.standing("INV-7") == "scheduled 40.00 − 0.00 − 0.00 = 0.00")
    #expect(try workshop.records()["INV-7"]?["state_since"] == "")
    try workshop.exported(
      invoices: isExported ? ["INV-7,acme,2024-05,2024-06-01,2024-06-30,EUR"] : [],
      usage: isExported ? ["INV-7,Compute,40.00"] : [], payments: ["P-1,INV-6,2024-05-20,1.00,EUR,succeeded"])
    try workshop.publish("refresh", "--as-of", "2024-06-10")
    #expect(try workshop.standing("INV-7") == "due 40.00 − 0.00 − 0.00 = 40.00")
    #expect(workshop.exists("output/workspaces/acme/INV-7.html"))
    #expect(!workshop.exists("output/finance/drafts/acme/INV-7.html"))
    try workshop.expectVerified()
    #expect(try workshop.records()["INV-7"]?["state_since"] == "2024-06-01")
    // Issued once, it is not scheduled again.
    try workshop.expectRefused(
      "refresh", "--as-of", "2024-05-31", code: 64, saying: Self.refusal(of: "2024-05-31", after: "2024-06-10"))
  }

  private static func refusal(of day: String, after shown: String) -> String {
    """
    error: “output” shows \(shown), and this run would show \(day)
      why: a site goes on from day to day: invoices that are paid would be due again
      fix: write --as-of \(shown) or later; --preview shows former days
    Nothing was written.

    """
  }

  private static func version(_ workshop: Workshop) throws -> String {
    try workshop.run("--version").stdout.trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
