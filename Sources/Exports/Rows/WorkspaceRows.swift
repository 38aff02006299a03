import Billing
import Diagnostics

/// Workspaces of the exports, by id.
struct WorkspaceRows: RecordSink, ~Copyable {
  var reader: RowReader<WorkspaceColumn>
  var register = Register<Workspace>()

  mutating func receive(_ batch: borrowing RecordBatch) {
    for row in 0..<batch.count {
      reader.isRefused = false
      guard let id = reader.required(batch, row, .id), let workspace = workspace(Identifier(id.string), batch, row)
      else {
        continue
      }
      _ = register.add(
        workspace, id: id, WorkspaceColumn.id.name, at: batch.place(row, WorkspaceColumn.id.rawValue),
        findings: &reader.findings)
    }
  }

  private mutating func workspace(_ id: Identifier, _ batch: borrowing RecordBatch, _ row: Int) -> Workspace? {
    var workspace = Workspace(id: id)
    workspace.name = reader.text(batch, row, .name)
    workspace.legalName = reader.text(batch, row, .legalName)
    workspace.email = reader.text(batch, row, .email)
    workspace.address = reader.text(batch, row, .address)
    workspace.city = reader.text(batch, row, .city)
    workspace.postalCode = reader.text(batch, row, .postalCode)
    workspace.region = reader.text(batch, row, .region)
    workspace.country = reader.text(batch, row, .country)
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
}
