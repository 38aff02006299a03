enum CreditNoteColumn: Int, ExportColumn {
  case number, invoice, workspace, issueDate, amount, tax, taxRate, taxCode, service, currency, reason

  var names: [String] {
    switch self {
    case .number: ["credit_note_number"]
    case .invoice: ["invoice_number"]
    case .workspace: ["workspace_id"]
    case .issueDate: ["issue_date"]
    case .amount: ["amount"]
    case .tax: ["tax"]
    case .taxRate: ["tax_rate"]
    case .taxCode: ["tax_code"]
    case .service: ["service"]
    case .currency: ["currency"]
    case .reason: ["reason"]
    }
  }

  var isRequired: Bool {
    switch self {
    case .number, .invoice, .issueDate, .amount: true
    default: false
    }
  }
}
