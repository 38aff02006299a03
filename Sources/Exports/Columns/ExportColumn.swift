/// The columns of one kind of export, in schema order: the raw value is the position in every row.
protocol ExportColumn: RawRepresentable<Int>, CaseIterable, Sendable {
  /// The canonical name, then its aliases in the order in which they count.
  var names: [String] { get }
  var isRequired: Bool { get }
  /// What the values of the column call by name; nil where they call nothing.
  var identifies: IdentifierKind? { get }
}

extension ExportColumn {
  var name: String { names[0] }

  static var schema: ExportSchema { schema(needing: []) }

  /// - Parameter needs: what every file needs beyond the required columns.
  static func schema(needing needs: [ExportSchema.Need]) -> ExportSchema {
    ExportSchema(
      allCases.map { ExportSchema.Column($0.name, aliases: Array($0.names.dropFirst()), required: $0.isRequired) },
      needs: needs)
  }

  /// A need that one column meets, or several together.
  static func need(_ text: String, _ choices: [Self]...) -> ExportSchema.Need {
    ExportSchema.Need(text, choices.map { $0.map(\.rawValue) })
  }
}

/// Names that mean the same in every kind of export.
enum SharedNames {
  static let workspace = ["workspace_id", "sub_account_id", "billing_account_id", "customer_id"]
  static let periodStart = ["billing_period_start", "period_start"]
  static let periodEnd = ["billing_period_end", "period_end"]
}
