import Foundation
import TestSupport
import Testing

/// What a customer is given says nothing of any other customer.
@Suite("Story: several customers")
struct IsolationStories {
  /// A customer whose every word is known from nobody else.
  private struct Customer {
    let id, name, street, email, invoice, next, creditNote, payment, advance, reference, order, note, service,
      usage: String
    let cents: Int
    /// Whether it has paid something for its first invoice: that cannot be withdrawn then.
    let hasPaid: Bool

    init(_ random: inout SplitMix64, cents: Int, hasPaid: Bool) {
      func token() -> String {
        String((0..<12).map { _ in Character(Unicode.Scalar(UInt8.random(in: 97...122, using: &random))) })
      }
      (id, name, street, email) = (token(), token(), token(), token())
      (invoice, next, creditNote, payment, advance) = (token(), token(), token(), token(), token())
      (reference, order, note, service, usage) = (token(), token(), token(), token(), token())
      (self.cents, self.hasPaid) = (cents, hasPaid)
    }

    var tokens: [String] {
      [
        id, name, street, email, invoice, next, creditNote, payment, advance, reference, order, note, service, usage,
        amount,
      ]
    }
    /// No two customers have one in common.
    var amount: String { "\(cents / 100).\(cents % 100)" }
  }

  private static func exported(
    _ workshop: Workshop, _ customers: [Customer], next: Bool = false, suffix: String = "", creditNotes: Bool = true
  ) throws {
    try workshop.exported(
      workspaces: customers.map { "\($0.id),\($0.name),\($0.street)\(suffix),\($0.email)@example.com" },
      invoices: customers.map {
        "\($0.invoice),\($0.id),2024-05,2024-06-01,2024-06-30,EUR,,,\($0.order)\(suffix),\($0.note)"
      } + (next ? customers.map { "\($0.next),\($0.id),2024-06,2024-07-01,2024-07-31,EUR" } : []),
      usage: customers.map { "\($0.invoice),\($0.service),\($0.amount),,\($0.usage)" }
        + (next ? customers.map { "\($0.next),\($0.service),\($0.amount),,\($0.usage)2" } : []),
      payments: customers.flatMap {
        ($0.hasPaid ? ["\($0.payment),\($0.invoice),2024-06-10,1.00,EUR,succeeded,payment,,\($0.reference)"] : [])
          + ["\($0.advance),,2024-06-11,2.00,EUR,succeeded,payment,\($0.id),"]
      }, creditNotes: creditNotes ? customers.map { "\($0.creditNote),\($0.invoice),2024-06-12,3.00,\($0.note)" } : [])
  }

  private static func expectIsolated(
    _ workshop: Workshop, _ customers: [Customer], sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    for customer in customers {
      let tree = try workshop.tree("output/workspaces/\(customer.id)")
      #expect(!tree.files.isEmpty, sourceLocation: sourceLocation)
      for (path, bytes) in tree.files {
        let text = path + "\n" + String(decoding: bytes, as: UTF8.self)
        let strangers = customers.filter { $0.id != customer.id }.flatMap(\.tokens).filter { text.contains($0) }
        #expect(strangers == [], "\(customer.id)/\(path)", sourceLocation: sourceLocation)
        if path == "index.html" { #expect(text.contains(customer.name), sourceLocation: sourceLocation) }
      }
    }
    #expect(
      try workshop.tree("output/workspaces").paths.allSatisfy { path in customers.contains { path.hasPrefix($0.id) } },
      sourceLocation: sourceLocation)
  }

  @Test func nothingOfOneIsWithAnother() throws {
    var random = SplitMix64(seed: 20_240_601)
    let customers = (0..<4).map { Customer(&random, cents: 7_913_357 + 1_111_111 * $0, hasPaid: $0 != 2) }
    let workshop = try Workshop().config("publish: {usage_detail: true, formats: [html, csv, md]}\n")
    try Self.exported(workshop, customers)
    try workshop.publish("--period", "all", "--as-of", "2024-06-15")
    try Self.expectIsolated(workshop, customers)
    for customer in customers {
      let files = try workshop.tree("output/workspaces/\(customer.id)").paths
      #expect(
        files
          == [
            "\(customer.creditNote).csv", "\(customer.creditNote).html", "\(customer.creditNote).md",
            "\(customer.invoice).csv", "\(customer.invoice).html", "\(customer.invoice).md",
            "\(customer.invoice).usage.csv", "index.html", "statement.csv",
          ].sorted())
    }

    try Self.exported(workshop, customers, suffix: "x")
    try workshop.publish("--period", "2024-05", "--as-of", "2024-06-16", "--reissue", "Moved")
    try Self.expectIsolated(workshop, customers)
    let former = "output/workspaces/\(customers[0].id)/\(customers[0].invoice)~r1"
    for ending in ["html", "csv", "usage.csv"] { #expect(workshop.exists("\(former).\(ending)"), "\(ending)") }

    // Another day, one customer alone, then one withdrawn, then the next month with all of them, and the exports gone.
    try Self.exported(workshop, customers, next: true, suffix: "x")
    try workshop.publish("--period", "2024-05", "--as-of", "2024-07-02")
    try workshop.publish("--period", "2024-06", "--as-of", "2024-07-02", "--workspace", customers[1].id)
    #expect(workshop.exists("output/workspaces/\(customers[1].id)/\(customers[1].next).html"))
    try Self.expectIsolated(workshop, customers)
    try workshop.publish(
      "withdraw", customers[2].invoice, customers[2].creditNote, "--reason", customers[2].note, "--as-of", "2024-07-02")
    #expect(!workshop.exists("output/workspaces/\(customers[2].id)"))
    try Self.expectIsolated(workshop, customers.filter { $0.id != customers[2].id })
    try workshop.publish("--period", "all", "--as-of", "2024-07-03")
    try Self.expectIsolated(workshop, customers)
    try workshop.exported(payments: ["last,\(customers[3].next),2024-07-04,1.00,EUR,succeeded"])
    try workshop.publish("refresh", "--as-of", "2024-07-04")
    try Self.expectIsolated(workshop, customers)
  }
}

@Suite("Story: usage rows beside the invoice")
struct UsageDetailStories {
  /// What was published once stays, with its link, when its export is gone; and goes with the invoice when that is
  /// withdrawn.
  @Test func theExportIsGone() throws {
    let workshop = try Workshop().config("publish: {usage_detail: true}\n").exported(
      invoices: ["M-1,acme,2024-05,2024-06-01,2024-06-30,EUR"], usage: ["M-1,Compute,60.00", "M-1,Compute,40.00"])
    try workshop.publish("--period", "2024-05", "--as-of", "2024-06-15")
    let rows = try workshop.bytes("output/workspaces/acme/M-1.usage.csv")
    try workshop.exported(creditNotes: ["C-1,M-1,2024-06-16,50.00,Outage"])
    try workshop.publish("refresh", "--as-of", "2024-06-16")
    #expect(try workshop.standing("M-1") == "due 100.00 − 50.00 − 0.00 = 50.00; credited")
    #expect(try workshop.bytes("output/workspaces/acme/M-1.usage.csv") == rows)
    #expect(Page(try workshop.bytes("output/workspaces/acme/M-1.html")).links.contains("M-1.usage.csv"))
    try workshop.publish("withdraw", "M-1", "C-1", "--reason", "Not sent", "--as-of", "2024-06-17")
    #expect(try workshop.bytes("output/finance/withdrawn/0003/acme/M-1.usage.csv") == rows)
    #expect(!workshop.exists("output/workspaces/acme/M-1.usage.csv"))
  }
}
