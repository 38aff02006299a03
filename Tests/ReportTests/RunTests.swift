import Foundation
import Testing

/// What one run leaves to the next: pages, accounts and finance's figures are always of the same documents.
@Suite("Runs that follow each other")
struct RunTests {
  private static let header = "invoice_number,workspace_id,billing_period,issue_date,due_date,currency\n"
  private static let may = "A-1,acme,2024-05,2024-06-01,2024-07-01,EUR\nB-1,beta,2024-05,2024-06-01,2024-07-01,EUR\n"
  private static let june = "A-2,acme,2024-06,2024-07-01,2024-07-31,EUR\n"
  private static let usage = "invoice_number,service,amount\nA-1,Compute,100.00\nB-1,Compute,7.00\n"
  private static let payment = "payment_id,invoice_number,date,amount,currency,status\n"

  private static func workshop() throws -> Workshop {
    try Workshop().exports("invoices.csv", header + may + june)
      .exports("usage.csv", usage + "A-2,Compute,10.00\n")
  }

  @discardableResult
  private static func run(_ workshop: Workshop, _ period: String, _ more: String...) throws -> Outcome {
    let outcome = try workshop.run(["--period", period, "--as-of", "2024-07-10"] + more)
    #expect(outcome.code == 0, "\(outcome.stderr)")
    return outcome
  }

  /// workspace: due, on account, closing
  private static func receivables(_ workshop: Workshop) throws -> [String] {
    try workshop.read("output/finance/receivables.csv").split(whereSeparator: \.isNewline).dropFirst().map {
      let fields = $0.split(separator: ",", omittingEmptySubsequences: false)
      return "\(fields[0]) \(fields[9]) \(fields[10]) \(fields[8])"
    }
  }

  @Test func accountsHoldAllThatWasIssuedAndPaid() throws {
    let workshop = try Self.workshop()
    try workshop.exports("payments.csv", Self.payment + "P-1,A-2,2024-07-02,10.00,EUR,succeeded\n")
    try Self.run(workshop, "2024-05")
    let owed = ["acme 100.00 0.00 100.00", "beta 7.00 0.00 7.00"]
    #expect(try Self.receivables(workshop) == owed)
    // A payment that an export has no more was made all the same.
    try workshop.exports("payments.csv", Self.payment)
    try Self.run(workshop, "2024-05")
    #expect(try Self.receivables(workshop) == owed)
    try Self.run(workshop, "2024-06")
    #expect(try Self.receivables(workshop) == owed)
  }

  @Test func juneBringsMayUpToDate() throws {
    let workshop = try Self.workshop()
    try Self.run(workshop, "2024-05")
    try workshop.exports("payments.csv", Self.payment + "P-1,A-1,2024-07-02,100.00,EUR,succeeded\n")
    let outcome = try Self.run(workshop, "2024-06")
    #expect(outcome.stdout.contains("  1 invoice, 1 workspace, 1 usage row\n"))
    #expect(try workshop.records()["A-1"]?["status"] == "paid")
    #expect(try Self.receivables(workshop) == ["acme 10.00 0.00 10.00", "beta 7.00 0.00 7.00"])
  }

  @Test func aPaidInvoiceThatLeftTheExportsStaysPaid() throws {
    let workshop = try Self.workshop()
    try workshop.exports("payments.csv", Self.payment + "P-1,A-1,2024-07-02,100.00,EUR,succeeded\n")
    try Self.run(workshop, "2024-05")
    for payments in [Self.payment, Self.payment + "P-1,A-1,2024-07-02,100.00,EUR,succeeded\n"] {
      try workshop.exports("invoices.csv", Self.header + Self.june)
        .exports("usage.csv", "invoice_number,service,amount\nA-2,Compute,10.00\n")
        .exports("payments.csv", payments)
      try Self.run(workshop, "2024-06")
      #expect(try Self.receivables(workshop) == ["acme 10.00 0.00 10.00", "beta 7.00 0.00 7.00"])
    }
  }

  @Test func nobodysMoneyIsShownAndSaid() throws {
    let workshop = try Self.workshop()
    try workshop.exports("payments.csv", Self.payment + "P-1,,2024-07-02,11.00,EUR,succeeded\n")
    let outcome = try Self.run(workshop, "all")
    #expect(outcome.stderr.contains("payment “P-1” names neither an invoice nor a workspace"))
    #expect(try Self.receivables(workshop).first == " 0.00 11.00 -11.00")
  }

  @Test func aPublishedNumberStaysWithItsWorkspace() throws {
    let workshop = try Self.workshop()
    try Self.run(workshop, "2024-05")
    let before = try workshop.tree()
    try workshop.exports("invoices.csv", Self.header + Self.may.replacingOccurrences(of: "A-1,acme", with: "A-1,beta"))
      .exports("usage.csv", Self.usage)
    let outcome = try workshop.run("--period", "2024-05", "--as-of", "2024-07-10")
    #expect(outcome.code == 65)
    #expect(
      outcome.stderr.contains("“A-1” is published for “acme”, and the export now says “beta” [workspace-mismatch]"))
    #expect(try workshop.tree().differences(from: before) == [])
  }

  @Test func oneWorkspaceAloneLeavesTheMonthWhole() throws {
    let workshop = try Self.workshop()
    try Self.run(workshop, "2024-05")
    try workshop.exports("payments.csv", Self.payment + "P-1,B-1,2024-07-02,7.00,EUR,succeeded\n")
    let page = try workshop.read("output/finance/reconciliation/2024-05.html")
    let receivables = try workshop.read("output/finance/receivables.csv")
    let rest = try workshop.tree().files.filter { $0.key.hasPrefix("workspaces/beta/") }
    try Self.run(workshop, "2024-05", "--workspace", "acme")
    #expect(try workshop.read("output/finance/reconciliation/2024-05.html") == page)
    #expect(try workshop.read("output/finance/receivables.csv") == receivables)
    #expect(try workshop.tree().files.filter { $0.key.hasPrefix("workspaces/beta/") } == rest)
  }

  @Test func aCreditNoteOfALaterRunIsLinkedBothWays() throws {
    let workshop = try Self.workshop()
    try Self.run(workshop, "2024-05")
    try workshop.exports(
      "credit_notes.csv", "credit_note_number,invoice_number,issue_date,amount\nC-1,A-1,2024-07-03,5.00\n")
    try Self.run(workshop, "2024-07")
    #expect(try workshop.read("output/workspaces/acme/C-1.html").contains("href=\"A-1.html\""))
    #expect(try workshop.read("output/workspaces/acme/A-1.html").contains("href=\"C-1.html\""))
    #expect(try workshop.records()["A-1"]?["due"] == "95.00")
  }

  @Test func foldersKeepTheirPermissions() throws {
    let workshop = try Self.workshop()
    try Self.run(workshop, "2024-05")
    try workshop.permitting(0o700, "output/finance").permitting(0o750, "output")
    try Self.run(workshop, "2024-06")
    for (folder, mode) in [("output/finance", 0o700), ("output", 0o750)] {
      let attributes = try FileManager.default.attributesOfItem(atPath: workshop.folder.appending(path: folder).path)
      #expect(attributes[.posixPermissions] as? Int == mode, "\(folder)")
    }
  }
}
