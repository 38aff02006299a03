/// What an export holds, recognised by how its file name begins.
public enum ExportKind: String, Sendable, Hashable, CaseIterable {
  case workspaces
  case invoices
  case usage
  case payments
  case creditNotes = "credit_notes"

  /// How the names of such files begin, in lower case: `credit_notes` for `Credit_Notes-2024.csv`.
  public var prefix: String { rawValue }

  /// The kind of the file of this name, whatever its case; nil where the name begins like none of them.
  public init?(fileName: String) {
    let name = fileName.lowercased().utf8
    guard let kind = Self.allCases.first(where: { name.starts(with: $0.prefix.utf8) }) else { return nil }
    self = kind
  }
}
