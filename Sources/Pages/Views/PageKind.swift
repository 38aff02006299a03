/// The kinds of pages, by the classes of their bodies.
enum PageKind: String, CaseIterable {
  case invoice, history, period, index, receivables, reconciliation, changes
  case preview = "invoice preview"

  var classes: [String] { rawValue.split(separator: " ").map(String.init) }

  /// Whether such pages show the way back.
  var isBelowHome: Bool {
    switch self {
    case .invoice, .preview, .history, .index: false
    case .period, .receivables, .reconciliation, .changes: true
    }
  }
}
