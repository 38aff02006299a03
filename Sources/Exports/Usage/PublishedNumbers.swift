import Billing

/// Numbers that invoices drawn up from usage are published under: they never change, whatever else the month now holds.
public struct PublishedNumbers: Sendable {
  /// As they are drawn up now.
  public var numbers: [InvoiceSlot: Identifier]
  /// Issued under a number that begins otherwise.
  public var otherwise: [InvoiceSlot: Identifier]
  /// All numbers of the site.
  public var all: Set<Identifier>
  /// Whether a site bills rows together that state numbers and others that do not, as those of version 1.1.0 did.
  public var mergesNumbers: @Sendable (Identifier) -> Bool

  public init(
    numbers: [InvoiceSlot: Identifier] = [:], otherwise: [InvoiceSlot: Identifier] = [:], all: Set<Identifier> = [],
    mergesNumbers: @escaping @Sendable (Identifier) -> Bool = { _ in false }
  ) {
    self.numbers = numbers
    self.otherwise = otherwise
    self.all = all
    self.mergesNumbers = mergesNumbers
  }

  /// The invoice that bills the rows of a number as well, though it has another one.
  func merging(_ number: Identifier, into slot: InvoiceSlot) -> Bool {
    guard let published = numbers[slot] ?? otherwise[slot], !all.contains(number) else { return false }
    return mergesNumbers(published)
  }
}
