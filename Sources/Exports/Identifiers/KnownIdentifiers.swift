import Billing
import Diagnostics

/// What a published site calls its workspaces, documents and payments.
public struct KnownIdentifiers: Sendable {
  let workspaces: [Identifier]
  let documents: [Identifier]
  let payments: [Identifier]
  private let spellings: [IdentifierKind: SiteIdentifiers]

  /// Nothing is published.
  public init() { self.init(workspaces: [], documents: [], payments: []) }

  /// - Parameters: each once or several times, in any order.
  public init(
    workspaces: some Sequence<Identifier>, documents: some Sequence<Identifier>, payments: some Sequence<Identifier>
  ) {
    self.workspaces = Array(workspaces)
    self.documents = Array(documents)
    self.payments = Array(payments)
    spellings = [.workspace: self.workspaces, .document: self.documents, .payment: self.payments]
      .mapValues { SiteIdentifiers($0) }.filter { !$0.value.isEmpty }
  }

  /// Those that people would take for one, which an older version let pass: they stay.
  public var findings: [Finding] {
    [(IdentifierKind.workspace, workspaces), (.document, documents), (.payment, payments)].flatMap { kind, all in
      LookAlikes(kind, in: [LookAlikes.Source(all)]).findings.filter { $0.kind == .lookAlike }
        + (spellings(of: kind)?.doubles ?? []).map { Self.differInBlanks(kind, $0, $1) }
    }
  }

  private static func differInBlanks(_ kind: IdentifierKind, _ a: Identifier, _ b: Identifier) -> Finding {
    Finding(
      .lookAlike,
      "the published \(kind.name) \(Quoted.name(a.text)) and \(Quoted.name(b.text)) differ in the blanks around them "
        + "alone",
      because: LookAlikes.reason, remedy: LookAlikes.remedyOfPublished, severity: .warning)
  }

  /// Those with blanks around them, of which most sites have none.
  func spellings(of kind: IdentifierKind) -> SiteIdentifiers? { spellings.isEmpty ? nil : spellings[kind] }

  /// What the site calls the workspace that somebody asks for by `text`, with or without the blanks it has there.
  public func workspace(named text: Identifier) -> Identifier { spelling(of: text, .workspace) }

  /// As above, of a document.
  public func document(numbered text: Identifier) -> Identifier { spelling(of: text, .document) }

  private func spelling(of text: Identifier, _ kind: IdentifierKind) -> Identifier {
    let bare = Identifier(trimming: text.text) ?? text
    return spellings(of: kind)?.spelling(of: text, bare: bare) ?? bare
  }
}
