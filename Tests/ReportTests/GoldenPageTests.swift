import Foundation
import SiteFormat
import Testing

/// One page of each kind from a small fixed export, to the byte. `REPORT_RECORD=1` records them anew.
@Suite("Golden pages")
struct GoldenPageTests {
  /// Which file of the output each golden file holds.
  private static let pages = [
    "invoice.html": "output/workspaces/acme/INV-2.html",
    "invoice.md": "output/workspaces/acme/INV-2.md",
    "history.html": "output/workspaces/acme/index.html",
    "period.html": "output/finance/periods/2024-05.html",
    "index.html": "output/index.html",
  ]

  /// The version of the tool that made them.
  private static let version = "version.txt"

  private static let folder = Project.folder.appending(path: "Tests/ReportTests/Golden")
  private static let isRecording = ProcessInfo.processInfo.environment["REPORT_RECORD"] == "1"

  /// A workspace with two taxes, a discount, payments of all kinds and a credit note; another with one invoice that is
  /// void. The style sheet has no part in it: what it looks like is for a browser to check.
  private static func workshop() throws -> Workshop {
    try Workshop()
      .file("templates/page.css", "main { margin: 0 }\n")
      .config(
        """
        seller:
          name: Cirrostrata Cloud
          address: Musterweg 12
          postal_code: "12345"
          city: Musterstadt
          country: DE
          bank: {iban: DE58 1234 5678 0123 4567 89, name: Musterbank}
        invoice:
          pay_url: https://pay.example/{number}
          terms: Payable **without deduction**.
          footer: Questions? Write to [us](mailto:billing@cirrostrata.example).
        tax:
          default: qc
          codes: {qc: [{name: GST, rate: 5%}, {name: QST, rate: 9.975%}]}
        publish: {formats: [html, csv, md]}
        """
      )
      .exports(
        "workspaces.csv",
        """
        workspace_id,name,email,city,country
        acme,Acme & Sons <Ltd>,ap@acme.example,Montréal,CA
        borealis,Borealis | *North*,,Québec,CA

        """
      )
      .exports(
        "invoices.csv",
        """
        invoice_number,workspace_id,billing_period,issue_date,due_date,currency,status,discount,purchase_order,note
        INV-1,acme,2024-04,2024-05-01,2024-05-31,CAD,open,,,
        INV-2,acme,2024-05,2024-06-01,2024-06-15,CAD,open,10%,PO-7,"One | two, <b>three</b>"
        INV-3,borealis,2024-05,2024-06-01,2024-07-01,CAD,void,,,

        """
      )
      .exports(
        "usage.csv",
        """
        invoice_number,service,category,description,quantity,unit,unit_price,amount
        INV-1,Compute,Servers,Machine,720,hour,0.10,
        INV-2,Compute,Servers,Machine,500.5,hour,0.10,
        INV-2,Compute,Servers,Machine,243.5,hour,0.10,
        INV-2,Storage,,"Disk ""fast\""",100,GB,0.023,2.50
        INV-2,Support,,,,,,29
        INV-3,Compute,Servers,Machine,1,hour,0.10,

        """
      )
      .exports(
        "payments.csv",
        """
        payment_id,invoice_number,date,amount,currency,status,type,method,reference
        P-1,INV-1,2024-05-20,82.78,CAD,succeeded,payment,Card,ch_1
        P-2,INV-2,2024-06-03,40.00,CAD,succeeded,payment,Wire,
        P-3,INV-2,2024-06-04,10.00,CAD,succeeded,refund,Wire,
        P-4,INV-2,2024-06-20,5.00,CAD,processing,payment,Card,<ch_4>
        P-5,INV-2,2024-06-05,60.00,CAD,failed,payment,Card,

        """
      )
      .exports(
        "credit_notes.csv",
        """
        credit_note_number,invoice_number,issue_date,amount,currency,reason
        CN-1,INV-2,2024-06-10,11.50,CAD,Outage of 9 hours

        """)
  }

  @Test func everyKindOfPage() throws {
    let workshop = try Self.workshop()
    let outcome = try workshop.run("--period", "all", "--as-of", "2024-06-30")
    #expect(outcome.code == 0)
    let former = try? String(contentsOf: Self.folder.appending(path: Self.version), encoding: .utf8)
    if Self.isRecording {
      let isChanged = try Self.pages.contains { name, path in
        try workshop.bytes(path) != (try? Data(contentsOf: Self.folder.appending(path: name)))
      }
      if isChanged, former == "\(ToolVersion.current)\n" {
        Issue.record(
          "the pages changed: raise ToolVersion.current first, or sites of this version are taken to be up to date")
        return
      }
      try? FileManager.default.removeItem(at: Self.folder)
      try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
      for (name, path) in Self.pages { try workshop.bytes(path).write(to: Self.folder.appending(path: name)) }
      try "\(ToolVersion.current)\n".write(
        to: Self.folder.appending(path: Self.version), atomically: true, encoding: .utf8)
      Issue.record("recorded \(Self.pages.count) golden pages; look them over and run again without REPORT_RECORD")
    }
    #expect(former == "\(ToolVersion.current)\n", "another version: record the pages anew")
    for (name, path) in Self.pages.sorted(by: { $0.key < $1.key }) {
      let golden = try Data(contentsOf: Self.folder.appending(path: name))
      let page = try workshop.bytes(path)
      #expect(page == golden, "\(Self.firstDifference(page, golden)) of Golden/\(name)")
      if name.hasSuffix(".html") { #expect(Page(golden).problems == [], "\(name)") }
    }
  }

  @Test(.enabled(if: !isRecording)) func everyGoldenFileIsUsed() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    #expect(files.sorted() == (Array(Self.pages.keys) + [Self.version]).sorted())
  }

  private static func firstDifference(_ page: Data, _ golden: Data) -> String {
    let lines = [page, golden].map {
      String(decoding: $0, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    }
    guard let line = zip(lines[0], lines[1]).enumerated().first(where: { $1.0 != $1.1 }) else {
      return "\(lines[0].count) lines instead of the \(lines[1].count)"
    }
    return "line \(line.offset + 1) is “\(line.element.0)”, not “\(line.element.1)”"
  }
}
