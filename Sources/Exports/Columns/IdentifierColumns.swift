/// What an identifier calls by name. Identifiers of one kind must not be mistaken for each other.
enum IdentifierKind: CaseIterable {
  case workspace
  /// Invoices and credit notes: a number stands for one document.
  case document
  case payment

  /// As messages call it.
  var name: String {
    switch self {
    case .workspace: "workspace_id"
    case .document: "number"
    case .payment: "payment_id"
    }
  }
}

// Which columns hold identifiers of which kind. All others are codes, or no identifiers.

extension WorkspaceColumn {
  var identifies: IdentifierKind? { self == .id ? .workspace : nil }
}

extension InvoiceColumn {
  var identifies: IdentifierKind? {
    switch self {
    case .number, .corrects: .document
    case .workspace: .workspace
    default: nil
    }
  }
}

extension UsageColumn {
  var identifies: IdentifierKind? {
    switch self {
    case .invoice: .document
    case .workspace: .workspace
    default: nil
    }
  }
}

extension PaymentColumn {
  var identifies: IdentifierKind? {
    switch self {
    case .id: .payment
    case .invoice: .document
    case .workspace: .workspace
    default: nil
    }
  }
}

extension CreditNoteColumn {
  var identifies: IdentifierKind? {
    switch self {
    case .number, .invoice: .document
    case .workspace: .workspace
    default: nil
    }
  }
}
