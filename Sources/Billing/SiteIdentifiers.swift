/// Identifiers that an older site keeps with blanks around them.
///
/// They are what exports mean by the same identifier without blanks, where that names one of them and the site has no
/// such identifier without blanks itself: folders and pages keep their names. Nearly every site has none.
public struct SiteIdentifiers: Sendable {
  private var padded: Set<Identifier> = []
  /// By what remains without blanks; nil where that is several, or one of the site itself.
  private var meant: [Identifier: Identifier?] = [:]
  /// Those that are the same without blanks, and stay two because they are published.
  public private(set) var doubles: [(Identifier, Identifier)] = []

  public init() {}

  /// - Parameter all: every identifier of one kind that the site keeps, in any order.
  public init(_ all: some Sequence<Identifier>) {
    let all = Set(all)
    padded = all.filter(\.isPadded)
    guard !padded.isEmpty else { return }
    for identifier in padded.sorted() {
      guard let bare = Identifier(trimming: identifier.text) else { continue }
      if all.contains(bare) {
        meant[bare] = .some(nil)
        doubles.append((bare, identifier))
      } else if let other = meant[bare] {
        meant[bare] = .some(nil)
        doubles.append((other ?? bare, identifier))
      } else {
        meant[bare] = identifier
      }
    }
  }

  public var isEmpty: Bool { padded.isEmpty }

  /// What the site calls what an export calls `exported`, with the blanks it has there.
  ///
  /// - Parameter bare: `exported` without blanks.
  public func spelling(of exported: Identifier, bare: Identifier) -> Identifier {
    if padded.contains(exported) { return exported }
    return (meant[bare] ?? nil) ?? bare
  }
}
