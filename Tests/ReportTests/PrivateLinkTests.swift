import Foundation
import Testing

/// Folders that nobody can guess: `publish.private_links`.
@Suite("Private links")
struct PrivateLinkTests {
  private static let secret = "a secret of thirty-two characters"

  private static func workshop(_ configuration: String = "") throws -> Workshop {
    try Workshop().config("publish: {private_links: true\(configuration)}\n")
      .exports(
        "invoices.csv",
        "invoice_number,workspace_id,billing_period,currency\nA-1,acme,2024-05,EUR\nB-1,borealis,2024-05,EUR\n"
      )
      .exports("usage.csv", "invoice_number,service,amount\nA-1,Compute,10.00\nB-1,Compute,20.00\n")
  }

  private static func folders(_ workshop: Workshop) throws -> Set<String> {
    Set(try FileManager.default.contentsOfDirectory(atPath: workshop.folder.appending(path: "output/workspaces").path))
  }

  /// The HMAC-SHA256 of the id, cut to 128 bits: printf acme | openssl dgst -sha256 -hmac "a secret of …".
  @Test func fromTheEnvironment() throws {
    let workshop = try Self.workshop().environment("REPORT_PRIVATE_LINKS_KEY", Self.secret)
    #expect(try workshop.run("--period", "2024-05", "--as-of", "2024-06-30", "-q").code == 0)
    #expect(try Self.folders(workshop) == ["0ee1c3fcc455a836e6b863b67b17b3c7", "8c68ce3f1a9194c7c121c05d25d5f572"])
    #expect(
      try !workshop.read("output/workspaces/0ee1c3fcc455a836e6b863b67b17b3c7/index.html").contains(
        "8c68ce3f1a9194c7c121c05d25d5f572"))
    #expect(try workshop.read("output/index.html").contains("workspaces/0ee1c3fcc455a836e6b863b67b17b3c7/A-1.html"))
    #expect(try workshop.run("verify").code == 0)
  }

  /// A published name never changes: with another secret only new workspaces get other names.
  @Test func namesStay() throws {
    let workshop = try Self.workshop(", private_links_key: link.key").file("link.key", Self.secret + "\n")
    #expect(try workshop.run("--period", "2024-05", "--as-of", "2024-06-30", "-q").code == 0)
    let before = try Self.folders(workshop)
    #expect(before == ["0ee1c3fcc455a836e6b863b67b17b3c7", "8c68ce3f1a9194c7c121c05d25d5f572"])
    try workshop.file("link.key", "another secret of that length")
      .exports("invoices.csv", "invoice_number,workspace_id,billing_period,currency\nC-1,citrus,2024-06,EUR\n")
      .exports("usage.csv", "invoice_number,service,amount\nC-1,Compute,10.00\n")
    #expect(try workshop.run("--period", "2024-06", "--as-of", "2024-07-30", "-q").code == 0)
    let after = try Self.folders(workshop)
    #expect(after.isSuperset(of: before))
    #expect(after.count == 3)
    #expect(!after.contains("citrus"))
  }

  @Test(
    arguments: [
      ("", "", "needs a secret, and there is none"),
      ("", "short", "is shorter than 16 bytes"),
      (", private_links_key: none.key", "", "cannot be read from none.key"),
    ])
  func noSecret(configuration: String, variable: String, message: String) throws {
    let workshop = try Self.workshop(configuration)
    if !variable.isEmpty { workshop.environment("REPORT_PRIVATE_LINKS_KEY", variable) }
    let outcome = try workshop.run("--period", "2024-05", "--as-of", "2024-06-30")
    #expect(outcome.code == 78)
    #expect(outcome.stderr.contains(message))
    #expect(!workshop.exists("output"))
  }
}
