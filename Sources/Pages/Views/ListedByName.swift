import Billing

/// A workspace on a list of them.
public protocol ListedByName {
  /// As it is shown.
  var name: String { get }
  var id: String { get }
}

extension ListedByName {
  /// By the name that is shown.
  public static func isListedBefore(_ a: Self, _ b: Self) -> Bool {
    isSame(a.name, b.name) ? precedes(a.id, b.id) : precedes(a.name, b.name)
  }
}
