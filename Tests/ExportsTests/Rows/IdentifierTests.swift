import Billing
import Testing

@testable import Exports

/// Identifiers are bytes, without the blanks around them; those that people would take for one are told.
@Suite("Numbers, ids and codes")
struct IdentifierTests {
  private static let invoices = "invoice_number,workspace_id,billing_period,currency\n"
  private static let paying = "payment_id,invoice_number,date,amount,status\n"

  /// A byte order mark before the header, and again before the first row: files that were put together.
  @Test(arguments: [false, true]) func aByteOrderMarkMakesNoSecondCustomer(strict: Bool) throws {
    let row = "acme,2024-05,Compute,1.00,EUR\n"
    let exported = try Exported([
      "usage.csv": "\u{FEFF}workspace_id,billing_period,service,amount,currency\n\u{FEFF}" + row + row + "\u{FEFF}"
        + row
    ]) { $0.readsStrictly = strict }
    #expect(exported.usage == ["INV-2024-05-acme: Compute - = 3 (3)"])
    #expect(
      exported.messages == [
        "usage.csv:2:1: note: workspace_id stands between blanks or byte order marks in 2 rows, the first of them here "
          + "[trimmed-identifier]"
      ])
  }

  @Test func blanksMakeNoSecondCustomer() throws {
    let rows = ["acme", " acme", "acme\t", "acme\u{A0}", "\u{3000}acme"].map { "\"\($0)\",2024-05,Compute,1.00,EUR\n" }
    let exported = try Exported(["usage.csv": "workspace_id,billing_period,service,amount,currency\n" + rows.joined()])
    #expect(exported.usage == ["INV-2024-05-acme: Compute - = 5 (5)"])
    #expect(exported.contents.findings.count(.note) == 1)
  }

  @Test func aHeaderBetweenBlanksIsRead() throws {
    let exported = try Exported([
      "usage.csv":
        " workspace_id ,billing_period\u{A0},\u{FEFF}service,amount,currency\nacme,2024-05,Compute,1.00,EUR\n"
    ])
    #expect(exported.usage == ["INV-2024-05-acme: Compute - = 1 (1)"])
    #expect(exported.messages == [])
  }

  @Test func rowsFindTheirInvoiceWithoutBlanks() throws {
    let exported = try Exported([
      "invoices.csv": Self.invoices + "\u{FEFF}A-1, acme,2024-05,EUR\n",
      "usage.csv":
        "invoice_number,workspace_id,billing_period,service,amount\nA-1 ,acme ,,Compute,1\n,acme\t,2024-05,Compute,2\n",
      "payments.csv": Self.paying + "p1,A-1,2024-06-01,1.00,succeeded\np1 ,A-1\u{A0},2024-06-01,1.00,succeeded\n",
      "credit_notes.csv": "credit_note_number,invoice_number,issue_date,amount\n C-1 , A-1 ,2024-06-02,1.00\n",
    ])
    #expect(exported.usage == ["A-1: Compute - = 3 (2)"])
    #expect(exported.contents.payments.map(\.id) == ["p1"])
    #expect(exported.contents.payments.map(\.invoice) == ["A-1"])
    #expect(exported.contents.creditNotes.map(\.number) == ["C-1"])
    #expect(exported.contents.creditNotes.map(\.invoice) == ["A-1"])
    #expect(exported.contents.findings.all.filter { $0.kind == .trimmedIdentifier }.map(\.place).count == 8)
    #expect(exported.contents.findings.all.contains { $0.kind == .repeatedRow })
    #expect(!exported.contents.findings.hasErrors)
  }

  @Test func aCodeBetweenBlanksIsTheCode() throws {
    let exported = try Exported([
      "invoices.csv": Self.invoices + "A-1,acme,2024-05,EUR\n",
      "usage.csv": "invoice_number,service,amount,tax_code\nA-1,Compute,1,standard\nA-1,Compute,2,standard \n",
    ])
    #expect(exported.usage == ["A-1: Compute - = 3 (2)"])
  }

  @Test func nothingButBlanksIsNothing() throws {
    let exported = try Exported([
      "invoices.csv": Self.invoices + "A-1,\u{A0},2024-05,EUR\n\u{FEFF},acme,2024-05,EUR\n"
    ])
    #expect(
      exported.messages == [
        "invoices.csv:2:5: error: workspace_id is empty [missing-value]",
        "invoices.csv:3:1: error: invoice_number is empty [missing-value]",
      ])
  }

  /// The sign for Kelvin looks like K, and é can be written as one character and as two.
  @Test(arguments: [
    ("\u{212A}iwi", "Kiwi", "U+212A", "U+004B"), ("caf\u{E9}", "cafe\u{301}", "U+00E9", "U+0065 U+0301"),
    ("a\u{FB01}x", "afix", "U+FB01", "U+0066 U+0069"), ("ac\u{200D}me", "acme", "U+0063 U+200D", "U+0063"),
  ])
  func customersThatLookTheSameAreRefused(_ first: String, _ second: String, _ a: String, _ b: String) throws {
    let exported = try Exported([
      "usage.csv":
        "workspace_id,billing_period,service,amount,currency\n\(first),2024-05,Compute,1.00,EUR\n"
        + "\(second),2024-05,Compute,2.00,EUR\n"
    ])
    // What shows nothing is written out.
    let seen = first == "ac\u{200D}me" ? "ac\\u{200D}me" : first
    #expect(
      exported.messages == [
        "usage.csv:3:1: error: workspace_id “\(second)” (\(b)) looks the same as “\(seen)” (\(a)) at usage.csv:2:1 "
          + "[look-alike]"
      ])
    #expect(exported.contents.invoices.count == 2)
  }

  /// One cause is one finding: not one for each row that finds no invoice besides.
  @Test func usageForALookAlikeIsOneFinding() throws {
    let byNumber = try Exported([
      "invoices.csv": Self.invoices + "K-1,acme,2024-05,EUR\n",
      "usage.csv": "invoice_number,service,amount\n\u{212A}-1,Compute,1\n\u{212A}-1,Storage,2\n",
    ])
    #expect(
      byNumber.messages == [
        "usage.csv:2:1: error: number “\u{212A}-1” (U+212A) looks the same as “K-1” (U+004B) at invoices.csv:2:1 "
          + "[look-alike]"
      ])
    let byTime = try Exported([
      "invoices.csv": Self.invoices + "A-1,caf\u{E9},2024-05,EUR\n",
      "usage.csv": "workspace_id,billing_period,service,amount\ncafe\u{301},2024-05,Compute,1\n",
    ])
    #expect(byTime.messages.count == 1)
    #expect(byTime.messages.first?.contains("looks the same as “caf\u{E9}” (U+00E9) at invoices.csv:2:5") == true)
    let besides = try Exported([
      "invoices.csv": Self.invoices + "A-1,caf\u{E9},2024-05,EUR\n",
      "usage.csv": "invoice_number,workspace_id,service,amount\nA-1,cafe\u{301},Compute,1\n",
    ])
    #expect(besides.messages.count == 1)
    #expect(besides.messages.first?.hasSuffix("[look-alike]") == true)
  }

  /// A customer with a letter of its own is not taken for one that looks like another: usage that no invoice bills is
  /// told all the same.
  @Test func usageOfACustomerThatLooksLikeItself() throws {
    let invoices = Self.invoices + "A-1,caf\u{E9},2024-05,EUR\nA-2,acme,2024-05,EUR\n"
    let late = try Exported([
      "invoices.csv": invoices,
      "usage.csv": "workspace_id,billing_period,service,amount\ncaf\u{E9},2024-06,Compute,1\n",
    ])
    #expect(late.messages.count == 1)
    #expect(late.messages.first?.hasSuffix("[unknown-invoice]") == true)
    let another = try Exported([
      "invoices.csv": invoices, "usage.csv": "invoice_number,workspace_id,service,amount\nA-2,caf\u{E9},Compute,1\n",
    ])
    #expect(another.messages.count == 1)
    #expect(another.messages.first?.hasSuffix("[workspace-mismatch]") == true)
  }

  @Test func everyFileIsHeldAgainstTheOthers() throws {
    let files = [
      "workspaces.csv": "workspace_id,name\n\u{212A}iwi,Kiwi\n",
      "invoices.csv": Self.invoices + "A-1,Kiwi,2024-05,EUR\n",
      "payments.csv": Self.paying + "\u{212A}1,A-1,2024-06-01,1.00,succeeded\nK1,A-1,2024-06-01,1.00,succeeded\n",
      "credit_notes.csv": "credit_note_number,invoice_number,issue_date,amount\n\u{FF21}-1,A-1,2024-06-02,1.00\n",
    ]
    let exported = try Exported(files)
    #expect(exported.contents.findings.count(.error) == 3)
    #expect(
      exported.messages.map { $0.prefix { $0 != "“" } }
        == [
          "invoices.csv:2:5: error: workspace_id ", "credit_notes.csv:2:1: error: number ",
          "payments.csv:3:1: error: payment_id ",
        ].map { $0[...] })
  }

  @Test func caseAloneIsAWarning() throws {
    let exported = try Exported([
      "usage.csv":
        "workspace_id,billing_period,service,amount,currency\nacme,2024-05,Compute,1,EUR\nACME,2024-05,Compute,2,EUR\n"
        + "\u{C9}tat,2024-05,Compute,1,EUR\n\u{E9}tat,2024-05,Compute,1,EUR\nAcme,2024-05,Compute,2,EUR\n"
    ])
    #expect(exported.contents.invoices.count == 5)
    #expect(
      exported.messages == [
        "usage.csv:3:1: warning: workspace_id “ACME” differs from “acme” at usage.csv:2:1 in case alone [case-alone]",
        "usage.csv:5:1: warning: workspace_id “\u{E9}tat” differs from “\u{C9}tat” at usage.csv:4:1 in case alone "
          + "[case-alone]",
        "usage.csv:6:1: warning: workspace_id “Acme” differs from “acme” at usage.csv:2:1 in case alone [case-alone]",
      ])
  }

  @Test func whatTheSiteKeepsIsMeant() throws {
    let known = KnownIdentifiers(workspaces: ["acme "], documents: ["A-1\u{A0}"], payments: ["p1 "])
    let exported = try Exported([
      "workspaces.csv": "workspace_id,name\nacme,Acme\n",
      "invoices.csv": Self.invoices + "A-1,acme,2024-05,EUR\n",
      "usage.csv":
        "invoice_number,workspace_id,billing_period,service,amount\nA-1,acme,,Compute,1\n,acme,2024-05,Compute,2\n"
        + "A-1\u{A0},acme ,,Compute,4\n",
      "payments.csv": Self.paying + "p1,A-1,2024-06-01,1.00,succeeded\n",
    ]) { $0.known = known }
    #expect(exported.contents.workspaces.map(\.id) == ["acme "])
    #expect(exported.contents.invoices.map(\.number) == ["A-1\u{A0}"])
    #expect(exported.contents.invoices.map(\.workspace) == ["acme "])
    #expect(exported.contents.payments.map(\.id) == ["p1 "])
    #expect(exported.contents.payments.map(\.invoice) == ["A-1\u{A0}"])
    #expect(exported.usage == ["A-1\u{A0}: Compute - = 7 (3)"])
    #expect(exported.messages == [])
  }

  /// What an older site keeps as two stays two, with a warning; a new one that looks like it is refused.
  @Test func whatTheSiteKeepsAsTwoStaysTwo() throws {
    let known = KnownIdentifiers(workspaces: ["Kiwi", "\u{212A}iwi"], documents: [], payments: [])
    let exported = try Exported([
      "invoices.csv": Self.invoices + "A-1,Kiwi,2024-05,EUR\nA-2,\u{212A}iwi,2024-05,EUR\n"
    ]) { $0.known = known }
    #expect(exported.contents.invoices.map(\.workspace) == ["Kiwi", "\u{212A}iwi"])
    #expect(
      exported.messages == [
        "warning: the published workspace_id “\u{212A}iwi” (U+212A) looks the same as “Kiwi” (U+004B), which is "
          + "published [look-alike]"
      ])
    let new = try Exported(["invoices.csv": Self.invoices + "A-1,\u{212A}iwi,2024-05,EUR\n"]) {
      $0.known = KnownIdentifiers(workspaces: ["Kiwi"], documents: [], payments: [])
    }
    #expect(new.contents.findings.count(.error) == 1)
  }

  /// A repeat has the same bytes; `==` on strings would call another spelling the same.
  @Test func aRepeatHasTheSameBytes() throws {
    func payments(_ second: String) throws -> Exported {
      try Exported([
        "payments.csv": "payment_id,date,amount,status,reference\np1,2024-06-01,1.00,succeeded,caf\u{E9}\n"
          + "p1,2024-06-01,1.0,succeeded,\(second)\n"
      ])
    }
    #expect(try payments("caf\u{E9}").contents.findings.all.map(\.kind) == [.repeatedRow])
    #expect(try payments("cafe\u{301}").contents.findings.all.map(\.kind) == [.duplicateID])
  }
}
