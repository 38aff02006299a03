import Billing
import Diagnostics
import Exports

/// Findings about who is billed and how invoices are numbered.
enum LedgerChecks {
  /// - Parameters:
  ///   - part: all documents.
  ///   - requested: those that are asked for.
  ///   - comparison: of the last month that is asked for with the one before.
  static func findings(
    _ plan: Plan, _ part: LedgerPart, _ requested: some Sequence<LedgerEntry>, _ accounts: AccountChecks,
    _ comparison: MonthComparison?, _ request: BillingRequest
  ) -> [Finding] {
    let paying = Set(plan.biller.accounts.all.lazy.compactMap(\.workspace))
    var findings = workspaces(
      plan.biller, billed: Set(requested.lazy.map(\.workspace)),
      paying: paying.subtracting(part.entries.lazy.map(\.workspace)), listed: plan.listsWorkspaces)
    // Where no export is read, there is nothing to mend in one.
    guard !plan.biller.places.isEmpty || plan.usage.read > 0 else { return findings }
    if !plan.isDrawnUp { findings += plan.biller.seriesFindings }
    if let comparison { findings += comparison.findings(touching: request.workspaces) }
    if let country = request.configuration.seller.country, !Country.isKnown(country) {
      findings.append(.unknownSellerCountry(country))
    }
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
}

extension Finding {
  fileprivate static func unknownSellerCountry(_ country: String) -> Finding {
    Finding(
      .unknownCountry, "seller.country of report.yml is “\(country)”, which ISO 3166-1 does not know",
      because: "tax authorities and e-invoices ask for its two-letter code",
      remedy: "write the two letters, such as \(Country.nearest(to: country) ?? "DE")")
  }

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
