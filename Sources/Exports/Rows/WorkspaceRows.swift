import Billing
import Diagnostics

/// Workspaces of the exports, by id.
struct WorkspaceRows: RowSink, ~Copyable {
  var reader: RowReader<WorkspaceColumn>
  var register = Register<Workspace>()

  mutating func receive(_ batch: borrowing RecordBatch) {
    reader.rows += batch.count
    for row in 0..<batch.count {
      reader.isRefused = false
      guard let id = reader.requiredIdentifier(batch, row, .id), let workspace = workspace(id, batch, row) else {
        continue
      }
      _ = register.add(
        workspace, id: id, WorkspaceColumn.id.name, at: batch.place(row, WorkspaceColumn.id.rawValue),
        findings: &reader.findings)
    }
  }

  var rows: Int { reader.rows }

  mutating func endFile(missing: Set<Int>) { reader.endFile(missing: missing) }

  private mutating func workspace(_ id: Identifier, _ batch: borrowing RecordBatch, _ row: Int) -> Workspace? {
    var workspace = Workspace(id: id)
    workspace.name = reader.text(batch, row, .name)
    workspace.legalName = reader.text(batch, row, .legalName)
    workspace.email = reader.text(batch, row, .email)
    workspace.address = reader.text(batch, row, .address)
    workspace.city = reader.text(batch, row, .city)
    workspace.postalCode = reader.text(batch, row, .postalCode)
    workspace.region = reader.text(batch, row, .region)
    workspace.country = country(batch, row)
    workspace.taxID = reader.text(batch, row, .taxID)
    workspace.tax = TaxReference(code: reader.identifier(batch, row, .taxCode), rate: reader.rate(batch, row, .taxRate))
    workspace.currency = reader.currency(batch, row, .currency)
    workspace.reference = reader.text(batch, row, .reference)
    workspace.locale = reader.text(batch, row, .locale)
    workspace.emailCC = reader.text(batch, row, .emailCC)
    workspace.legalID = reader.text(batch, row, .legalID)
    workspace.endpoint = reader.text(batch, row, .endpoint)
    workspace.buyerReference = reader.text(batch, row, .buyerReference)
    return reader.isRefused ? nil : workspace
  }

  /// A country that nobody knows is kept as it stands: it is printed, and taxes do not depend on it.
  private mutating func country(_ batch: borrowing RecordBatch, _ row: Int) -> String? {
    guard let code = reader.identifier(batch, row, .country)?.text else { return nil }
    if !Country.isKnown(code) {
      let near = Country.nearest(to: code).map { "; \($0) may be meant" } ?? ""
      reader.findings.add(
        Finding(
          .unknownCountry, at: batch.place(row, WorkspaceColumn.country.rawValue),
          "country is \(Quoted.name(code)), which ISO 3166-1 does not know",
          because: "tax authorities and e-invoices ask for its two-letter code",
          remedy: "write the two letters, such as DE\(near)"))
    }
    return code
  }
}
