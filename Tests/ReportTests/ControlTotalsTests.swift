import Foundation
import Testing

/// What the manifest states of every file that was read: rows and exact sums by currency.
@Suite("Control totals")
struct ControlTotalsTests {
  private func workshop() throws -> Workshop {
    try Workshop()
      .exports(
        "invoices.csv",
        """
        invoice_number,workspace_id,billing_period,currency,issue_date,total
        A-1,acme,2024-05,EUR,2024-06-01,11.90
        A-2,beta,2024-05,USD,2024-06-01,5.00
        A-3,acme,2024-05,EUR,2024-06-01,

        """
      )
      .exports("workspaces.csv", "workspace_id,tax_rate\nacme,0.19\nbeta,0\nacme,0.19\n")
      .exports(
        "usage.csv",
        "invoice_number,service,quantity,unit_price\nA-1,Compute,4,2.5\nA-2,Compute,2,2.5\nA-3,Compute,3,0.0333\n"
      )
      .exports(
        "more/payments.csv",
        """
        payment_id,invoice_number,date,amount,currency,status
        p1,A-1,2024-06-10,10.00,,succeeded
        p1,A-1,2024-06-10,10.00,,succeeded
        p2,A-2,2024-06-10,1.50,USD,failed

        """
      )
      .exports("credit_notes.csv", "credit_note_number,invoice_number,issue_date,amount\nC-1,A-1,2024-06-12,1.19\n")
  }

  private func totals(_ workshop: Workshop) throws -> String {
    let manifest = try workshop.read("output/manifest.json")
    let start = try #require(manifest.range(of: "\"control_totals\":["))
    let end = try #require(manifest.range(of: "],\"templates\""))
    return String(manifest[start.upperBound..<end.lowerBound]).replacingOccurrences(
      of: "},{\"file\"", with: "},\n{\"file\"")
  }

  @Test func ofEveryFile() throws {
    let workshop = try workshop()
    #expect(try workshop.run("--period", "2024-05", "--as-of", "2024-06-30", "-q").code == 0)
    #expect(
      try totals(workshop) == """
        {"file":"workspaces.csv","kind":"workspaces","rows":3,"repeated_rows":1,"sums":[]},
        {"file":"invoices.csv","kind":"invoices","rows":3,"repeated_rows":0,"sums":[{"currency":"EUR","amount":"11.9"},\
        {"currency":"USD","amount":"5"}]},
        {"file":"more/payments.csv","kind":"payments","rows":3,"repeated_rows":1,\
        "sums":[{"currency":"EUR","amount":"10"},{"currency":"USD","amount":"1.5"}]},
        {"file":"credit_notes.csv","kind":"credit_notes","rows":1,"repeated_rows":0,\
        "sums":[{"currency":"EUR","amount":"1.19"}]},
        {"file":"usage.csv","kind":"usage","rows":3,"repeated_rows":0,"sums":[{"currency":"EUR","amount":"10.0999"},\
        {"currency":"USD","amount":"5"}]}
        """)
    #expect(try workshop.run("verify", "-q").code == 0)
  }

  /// Where nothing is new nothing is read, and the totals stay what they are; a withdrawal reads nothing.
  @Test func whereNothingIsRead() throws {
    let workshop = try workshop()
    #expect(try workshop.run("--period", "2024-05", "--as-of", "2024-06-30", "-q").code == 0)
    let before = try workshop.tree()
    #expect(try workshop.run("--period", "2024-05", "--as-of", "2024-06-30", "-q").code == 0)
    #expect(try workshop.tree().rewritten(since: before) == [])
    #expect(try workshop.run("withdraw", "A-3", "--reason", "test", "--as-of", "2024-06-30", "-q").code == 0)
    #expect(try totals(workshop) == "")
    #expect(try workshop.run("verify", "-q").code == 0)
  }

  /// Files in a zip are files of their own.
  @Test func ofFilesInAZip() throws {
    let workshop = try workshop()
    #expect(
      try workshop.shell(
        "cd exports && python3 -m zipfile -c may.zip invoices.csv usage.csv && rm invoices.csv usage.csv"
      ).code == 0)
    #expect(try workshop.run("--period", "2024-05", "--as-of", "2024-06-30", "-q").code == 0)
    let totals = try totals(workshop)
    #expect(totals.contains(#"{"file":"may.zip/usage.csv","kind":"usage","rows":3,"#))
    #expect(totals.contains(#"{"file":"may.zip/invoices.csv","kind":"invoices","rows":3,"#))
  }
}
