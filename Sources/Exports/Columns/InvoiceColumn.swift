enum InvoiceColumn: Int, ExportColumn {
  case number, workspace, periodStart, periodEnd, period, issueDate, dueDate, currency, taxPoint, status, type, corrects
  case purchaseOrder, note, discount, taxRate, taxCode, subtotal, tax, total, amountPaid, amountDue

  var names: [String] {
    switch self {
    case .number: ["invoice_number", "invoice_id", "number"]
    case .workspace: SharedNames.workspace
    case .periodStart: SharedNames.periodStart
    case .periodEnd: SharedNames.periodEnd
    case .period: ["billing_period"]
    case .issueDate: ["issue_date", "invoice_date"]
    case .dueDate: ["due_date"]
    case .currency: ["currency", "billing_currency"]
    case .taxPoint: ["tax_point", "delivery_date"]
    case .status: ["status"]
    case .type: ["document_type"]
    case .corrects: ["corrects"]
    case .purchaseOrder: ["purchase_order"]
    case .note: ["note"]
    case .discount: ["discount"]
    case .taxRate: ["tax_rate"]
    case .taxCode: ["tax_code"]
    case .subtotal: ["subtotal"]
    case .tax: ["tax"]
    case .total: ["total"]
    case .amountPaid: ["amount_paid"]
    case .amountDue: ["amount_due"]
    }
  }

  // The currency is required of every invoice, but the configuration may state it for an export that has none.
  var isRequired: Bool { self == .number || self == .workspace }
}
