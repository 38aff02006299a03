import Diagnostics

/// A `{{…}}` of a template.
struct Tag {
  enum Kind: Equatable { case variable, section, inverted, close, partial, comment }

  var kind: Kind
  var name: String
  var place: Place

  /// As it is written.
  var text: String {
    switch kind {
    case .variable: "{{\(name)}}"
    case .section: "{{#\(name)}}"
    case .inverted: "{{^\(name)}}"
    case .close: "{{/\(name)}}"
    case .partial: "{{>\(name)}}"
    case .comment: "{{!}}"
    }
  }
}

/// A line of a template, cut at its tags.
struct TemplateLine {
  enum Piece {
    case text(String)
    case tag(Tag)
  }

  var pieces: [Piece] = []

  var isBlank: Bool {
    pieces.allSatisfy { if case .text(let text) = $0 { text.isBlank } else { false } }
  }

  /// The text without the tags.
  var text: String {
    pieces.reduce(into: "") { if case .text(let text) = $1 { $0 += text } }
  }

  /// The tag that has the line to itself.
  var onlyTag: Tag? {
    var found: Tag?
    for piece in pieces {
      switch piece {
      case .text(let text): if !text.isBlank { return nil }
      case .tag(let tag):
        if found != nil { return nil }
        found = tag
      }
    }
    return found
  }

  /// Mustache's standalone tag: the line is the tag's and leaves no line behind.
  var standalone: Tag? { onlyTag.flatMap { $0.kind == .variable ? nil : $0 } }

  var indentation: String {
    if case .text(let text)? = pieces.first { String(text.unicodeScalars.prefix(while: \.isBlank)) } else { "" }
  }
}

extension String {
  /// Whether there is nothing in it but what CommonMark takes for blank: a no-break space is a word.
  var isBlank: Bool { unicodeScalars.allSatisfy(\.isBlank) }
}

extension Unicode.Scalar {
  var isBlank: Bool { self == " " || self == "\t" }
}
