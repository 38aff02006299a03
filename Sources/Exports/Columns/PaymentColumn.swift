enum PaymentColumn: Int, ExportColumn {
  case id, invoice, workspace, date, amount, currency, status, type, method, reference, updated

  var names: [String] {
    switch self {
    case .id: ["payment_id"]
    case .invoice: ["invoice_number", "invoice_id"]
    case .workspace: ["workspace_id"]
    case .date: ["date", "payment_date", "created"]
    case .amount: ["amount"]
    case .currency: ["currency"]
    case .status: ["status"]
    case .type: ["type"]
    case .method: ["method"]
    case .reference: ["reference"]
    case .updated: ["updated"]
    }
  }

  var isRequired: Bool {
    switch self {
    case .id, .date, .amount, .status: true
    default: false
    }
  }
}
