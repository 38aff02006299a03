/// What the tool has to say about the data: where, what was found, why it matters and what to do.
public struct Finding: Sendable, Hashable {
  public var kind: FindingKind
  public var severity: Severity
  public var place: Place?
  /// What was found, with the value as it stands in the export.
  public var message: String
  /// Why that is refused or reported; empty where the message says it all.
  public var reason: String
  /// What to do about it.
  public var remedy: String

  public init(
    _ kind: FindingKind, at place: Place? = nil, _ message: String, because reason: String = "", remedy: String,
    severity: Severity? = nil
  ) {
    self.kind = kind
    self.severity = severity ?? kind.severity
    self.place = place
    self.message = message
    self.reason = reason
    self.remedy = remedy
  }
}

extension Finding: CustomStringConvertible {
  /// As a compiler prints it: `usage.csv:3:7: error: …` with the reason and the remedy on lines of their own, and with no
  /// other line breaks: what files hold is made visible.
  public var description: String {
    var text = place.map { "\(VisibleText.of("\($0)")): " } ?? ""
    text += "\(severity.rawValue): \(VisibleText.of(message)) [\(kind.rawValue)]"
    if !reason.isEmpty { text += "\n  why: \(VisibleText.of(reason))" }
    text += "\n  fix: \(VisibleText.of(remedy))"
    return text
  }
}

extension Finding: Comparable {
  /// Errors first, then by place; findings without a place come first, and the text decides last, so that the order
  /// never depends on which thread met a row first.
  public static func < (a: Finding, b: Finding) -> Bool {
    if a.severity != b.severity { return a.severity < b.severity }
    switch (a.place, b.place) {
    case (nil, .some): return true
    case (.some, nil): return false
    case (let x?, let y?) where x != y: return x < y
    default: break
    }
    if a.kind != b.kind { return a.kind.rawValue < b.kind.rawValue }
    return a.message.utf8.lexicographicallyPrecedes(b.message.utf8)
  }
}
