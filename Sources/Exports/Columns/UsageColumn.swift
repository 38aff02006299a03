enum UsageColumn: Int, ExportColumn {
  case invoice, workspace, periodStart, periodEnd, period, timestamp, chargeEnd, id, workspaceName, service, category
  case description, resource, quantity, unit, unitPrice, amount, chargeCategory, discount, taxRate, taxCode, currency
  /// How many rows a summary row stands for.
  case rows

  var names: [String] {
    switch self {
    case .invoice: ["invoice_number", "invoice_id"]
    case .workspace: SharedNames.workspace
    case .periodStart: SharedNames.periodStart
    case .periodEnd: SharedNames.periodEnd
    case .period: ["billing_period"]
    case .timestamp: ["timestamp", "charge_period_start", "usage_date"]
    case .chargeEnd: ["charge_period_end"]
    case .id: ["usage_id"]
    case .workspaceName: ["workspace_name", "sub_account_name", "billing_account_name", "customer_name"]
    case .service: ["service", "service_name", "product"]
    case .category: ["category", "service_category"]
    case .description: ["description", "charge_description", "sku_id", "item"]
    case .resource: ["resource", "resource_id"]
    case .quantity: ["quantity", "pricing_quantity", "consumed_quantity"]
    case .unit: ["unit", "pricing_unit", "consumed_unit"]
    case .unitPrice: ["unit_price", "contracted_unit_price", "list_unit_price"]
    case .amount: ["amount", "billed_cost", "cost"]
    case .chargeCategory: ["charge_category"]
    case .discount: ["discount"]
    case .taxRate: ["tax_rate"]
    case .taxCode: ["tax_code"]
    case .currency: ["currency", "billing_currency"]
    case .rows: ["usage_rows"]
    }
  }

  var isRequired: Bool { self == .service }
}
