import Billing
import Diagnostics
import Exports

/// Findings about who is billed and how invoices are numbered.
enum LedgerChecks {
  /// - Parameters:
  ///   - part: all documents.
  ///   - requested: those that are asked for.
  static func findings(
    _ plan: Plan, _ part: LedgerPart, _ requested: some Sequence<LedgerEntry>, _ accounts: AccountChecks
  ) -> [Finding] {
    let paying = Set(plan.biller.accounts.all.lazy.compactMap(\.workspace))
    var findings = workspaces(
      plan.biller, billed: Set(requested.lazy.map(\.workspace)),
      paying: paying.subtracting(part.entries.lazy.map(\.workspace)), listed: plan.listsWorkspaces)
    // Where no export is read, there is nothing to mend in one.
    guard !plan.biller.places.isEmpty || plan.usage.read > 0 else { return findings }
    if !plan.isDrawnUp { findings += gaps(plan.biller.numbers) }
    if plan.usage.unbilled > 0 { findings.append(.unbilled(plan.usage.unbilled)) }
    findings += part.zeroTaxes.findings
    if part.keptAsIssued > 0 { findings.append(.keptAsIssued(part.keptAsIssued)) }
    return findings + accounts.findings(plan.biller.accounts.payments)
  }

  /// Workspaces that the workspaces export does not know, or that lack what it states for others.
  static func workspaces(_ biller: Biller, billed: Set<Identifier>, paying: Set<Identifier>, listed: Bool) -> [Finding]
  {
    guard listed else { return [] }
    var findings: [Finding] = []
    let all = biller.workspaces.values
    let facts: [(name: String, value: (Workspace) -> String?)] = [
      ("email", \.email), ("address", \.address), ("tax_id", \.taxID),
    ]
    // A column that no workspace fills is one the export does not have.
    let stated = facts.filter { fact in all.contains { fact.value($0) != nil } }
    for id in paying.sorted() where biller.workspaces[id] == nil {
      findings.append(
        Finding(
          .unknownWorkspace, "workspace “\(id)” pays, but the workspaces export does not list it",
          because: "its money is on an account of its own", remedy: "mend the workspace_id of its payments"))
    }
    for id in billed.sorted() {
      guard let workspace = biller.workspaces[id] else {
        findings.append(
          Finding(
            .unknownWorkspace, "workspace “\(id)” is billed, but the workspaces export does not list it",
            because: "its invoices carry no name and no address", remedy: "add it to the workspaces export"))
        continue
      }
      let missing = stated.filter { $0.value(workspace) == nil }.map(\.name)
      if !missing.isEmpty {
        findings.append(
          Finding(
            .missingContact, "workspace “\(id)” has no \(missing.joined(separator: ", no "))",
            remedy: "fill it in, in the workspaces export"))
      }
    }
    return findings
  }

  /// Gaps in the running numbers of each series: numbers alike but for the digits they end in.
  static func gaps(_ numbers: some Sequence<Identifier>) -> [Finding] {
    var series: [String: Set<Int>] = [:]
    for number in numbers.lazy.map(\.text) {
      let digits = number.reversed().prefix { $0.isASCII && $0.isNumber }.count
      // Nine digits and more are identifiers, not running numbers.
      guard (1...8).contains(digits), let value = Int(number.suffix(digits)) else { continue }
      series[String(number.dropLast(digits)), default: []].insert(value)
    }
    var findings: [Finding] = []
    for (prefix, values) in series.sorted(by: { $0.key < $1.key }) where values.count > 1 {
      let sorted = values.sorted()
      let gaps = zip(sorted, sorted.dropFirst()).filter { $1 - $0 > 1 }
      guard !gaps.isEmpty else { continue }
      let shown = gaps.prefix(3).map { low, high in
        high - low == 2 ? "\(low + 1)" : "\(low + 1) to \(high - 1)"
      }
      let rest = gaps.count > shown.count ? " and \(gaps.count - shown.count) more gaps" : ""
      findings.append(
        Finding(
          .numberGap, "the invoice numbers “\(prefix)…” skip \(shown.joined(separator: ", "))\(rest)",
          because: "many tax authorities want running numbers without gaps",
          remedy: "export the missing invoices, or keep a note of why there are none"))
    }
    return findings
  }
}

extension Finding {
  fileprivate static func keptAsIssued(_ documents: Int) -> Finding {
    Finding(
      .keptAsIssued,
      "issued documents that keep the parties, tax and rounding settings of their day of issue: \(documents)",
      because: "what is configured today is for new documents",
      remedy: "nothing; or issue them again with --reissue REASON, where words alone are to change")
  }

  fileprivate static func unbilled(_ rows: Int) -> Finding {
    Finding(
      .unbilledUsage, "usage rows outside the asked-for period that belong to no invoice yet: \(rows)",
      remedy: "nothing, if their invoices are still to come")
  }
}
