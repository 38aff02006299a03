import Testing

/// What was issued is owed until something takes it back.
@Suite("Story: void")
struct VoidStories {
  private static func exported(_ workshop: Workshop, _ status: String) throws {
    try workshop.exported(
      invoices: ["M-1,acme,2024-05,2024-06-01,2024-06-30,EUR,19%,\(status)"], usage: ["M-1,Compute,100.00"])
  }

  @Test(arguments: ["void", "Voided", "canceled", "cancelled"]) func refused(word: String) throws {
    let workshop = try Workshop()
    try Self.exported(workshop, "")
    try workshop.publish("--period", "2024-05", "--as-of", "2024-06-15")
    try Self.exported(workshop, word)
    try workshop.expectRefused(
      "--period", "2024-05", "--as-of", "2024-06-20",
      saying: """
        exports/invoices.csv:2:1: error: “M-1” is issued, and the exports now call it void [voided-issued]
          why: what was issued is owed until something takes it back, and void leaves no document that does
          fix: correct it by a credit note; or, where your billing system voids what it has issued, set invoice: {void: \
        allow} in report.yml

        1 error: the data was refused. Nothing was written.

        """)
  }

  /// Where it is allowed, the document says since when: the day of the run that learned it, for ever.
  @Test func allowed() throws {
    let workshop = try Workshop().config("invoice: {void: allow}\n")
    try Self.exported(workshop, "")
    try workshop.publish("--period", "2024-05", "--as-of", "2024-06-15")
    try Self.exported(workshop, "void")
    let run = try workshop.publish("--period", "2024-05", "--as-of", "2024-07-01")
    #expect(workshop.changes(run) == ["M-1 due → void, due 119.00 → 0.00"])
    // No totals stand below: what is void is in no sum.
    #expect(run.stdout.contains("  1 void\n\nPublished to output"), "\(run.stdout)")
    func expectVoid() throws {
      #expect(try workshop.standing("M-1") == "void 119.00 − 0.00 − 0.00 = 0.00")
      #expect(try workshop.records()["M-1"]?["state_since"] == "2024-07-01")
      #expect(try workshop.read("output/workspaces/acme/M-1.html").contains("Void since 2024-07-01."))
    }
    try expectVoid()
    try workshop.publish("refresh", "--as-of", "2024-07-20")
    try expectVoid()
    // Its export gone, and another configuration: what is void stays void.
    try workshop.config("seller: {name: Example}\n").exported(
      invoices: ["J-1,acme,2024-06,2024-07-01,2024-07-31,EUR"], usage: ["J-1,Compute,1.00"])
    try workshop.publish("--period", "2024-06", "--as-of", "2024-07-21")
    try expectVoid()
    try Self.exported(workshop, "void")
    try workshop.publish("refresh", "--as-of", "2024-07-22")
    try expectVoid()
  }

  /// A document that is void from the first was never issued: it is listed, in no sum, and there is nothing to find.
  @Test func voidFromTheFirst() throws {
    let workshop = try Workshop()
    try Self.exported(workshop, "void")
    for day in ["2024-06-15", "2024-06-16"] {
      let run = try workshop.publish("--period", "2024-05", "--as-of", day)
      #expect(run.stderr == "")
      #expect(try workshop.standing("M-1") == "void 119.00 − 0.00 − 0.00 = 0.00")
      #expect(try workshop.records()["M-1"]?["state_since"] == "2024-06-01")
      let page = try workshop.read("output/workspaces/acme/M-1.html")
      #expect(page.contains("Void.") && !page.contains("Void since"))
    }
  }
}
