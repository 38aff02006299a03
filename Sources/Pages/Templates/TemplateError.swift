import Diagnostics

/// One thing that is wrong with a template: where, what, and what to do about it.
public struct TemplateError: Error, Hashable, Sendable {
  public var place: Place
  public var message: String
  public var remedy: String

  public init(at place: Place, _ message: String, remedy: String) {
    self.place = place
    self.message = message
    self.remedy = remedy
  }
}

extension TemplateError: CustomStringConvertible {
  public var description: String {
    "\(VisibleText.of("\(place)")): error: \(VisibleText.of(message))\n  fix: \(VisibleText.of(remedy))"
  }
}

/// All that is wrong with a template and its partials, by place.
public struct TemplateErrors: Error, Hashable, Sendable {
  public let all: [TemplateError]

  init(_ errors: [TemplateError]) {
    all = errors.sorted { ($0.place, $0.message) < ($1.place, $1.message) }
  }
}

extension TemplateErrors: CustomStringConvertible {
  public var description: String { all.map(\.description).joined(separator: "\n") }
}
