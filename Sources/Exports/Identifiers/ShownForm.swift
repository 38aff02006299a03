import Billing
import Foundation

/// What a text looks like, so that identifiers can be told that differ in their bytes alone.
enum ShownForm {
  /// The text under NFKC, without the characters that show nothing. Two texts of one form look the same to people.
  ///
  /// Asked for texts that are not ASCII only: ASCII looks like itself.
  static func of(_ text: String) -> String {
    var shown = String.UnicodeScalarView()
    for scalar in text.precomposedStringWithCompatibilityMapping.unicodeScalars
    where !scalar.properties.isDefaultIgnorableCodePoint { shown.append(scalar) }
    return String(shown)
  }
}

/// What identifiers look like that are not ASCII.
struct ShownForms {
  private let forms: Set<Identifier>

  init(_ identifiers: some Sequence<Identifier>) {
    forms = Set(identifiers.filter { !$0.isASCII }.map { Identifier(ShownForm.of($0.text)) })
  }

  /// Whether an identifier looks like one of these, or like one that is ASCII.
  func contains(_ identifier: Identifier, orASCII isKnown: (FieldText) -> Bool) -> Bool {
    if identifier.isASCII { return forms.contains(identifier) }
    let form = ShownForm.of(identifier.text)
    return forms.contains(Identifier(form)) || form.withFieldText(isKnown)
  }
}

extension Identifier {
  fileprivate var isASCII: Bool { text.utf8.allSatisfy { $0 < 0x80 } }
}
