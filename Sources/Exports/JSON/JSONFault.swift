import Diagnostics

/// Why JSON is refused, and at which offset of the text in memory.
struct JSONFault: Error, Hashable {
  enum Problem: Hashable {
    /// The bytes in memory end; whether anything is wrong cannot be told yet.
    case needsMore
    case end
    case unexpected(String)
    case trailingComma
    case leadingZero
    case number
    case comment
    case singleQuote
    case control
    case escape
    case loneSurrogate
    case invalidUTF8
    case nul
    case tooDeep
    case textAfterEnd
    case duplicateKey(String)
  }

  var problem: Problem
  var offset: Int
}

extension JSONFault.Problem {
  /// What was found.
  var message: String {
    switch self {
    case .needsMore, .end: "The text ends in the middle of a value."
    case .unexpected(let expected): "Here \(expected) must stand."
    case .trailingComma: "A comma stands before the closing bracket."
    case .leadingZero: "The number begins with a needless zero."
    case .number: "This is not a complete JSON number."
    case .comment: "A comment stands here."
    case .singleQuote: "A single quote stands here."
    case .control: "A line break, tab or other control character stands unescaped in a string."
    case .escape: "This is not an escape of JSON."
    case .loneSurrogate: "This \\u escape is half of a surrogate pair, and the other half is not there."
    case .invalidUTF8: "The bytes here are not UTF-8."
    case .nul: "A NUL byte stands here."
    case .tooDeep: "Arrays and objects are nested deeper than \(JSONScanner.deepest) levels."
    case .textAfterEnd: "Text follows the end of the value."
    case .duplicateKey(let key): "The key \(Quoted.name(key)) stands twice in one object."
    }
  }

  /// Why it is refused.
  var reason: String {
    switch self {
    case .needsMore, .end: "The file may have been cut off."
    case .leadingZero: "JSON does not have such numbers; some programs read them as octal."
    case .loneSurrogate: "It stands for no character."
    case .invalidUTF8: "Which characters they mean would be a guess."
    case .nul: "Text does not hold NUL; the file is damaged or not UTF-8."
    case .tooDeep: "No export is nested like that."
    case .duplicateKey: "Which of the two values counts would be a guess."
    case .textAfterEnd: "JSON has one value, and nothing behind it."
    default: "It is not JSON (RFC 8259)."
    }
  }

  /// What to do about it.
  var remedy: String {
    switch self {
    case .needsMore, .end: "Export the file again."
    case .unexpected: "Correct the file, or export it again."
    case .trailingComma: "Remove the comma."
    case .leadingZero: "Remove the zero, or write the value as a string."
    case .number: "Write it as 12, -0.5 or 1e-6."
    case .comment: "Remove the comment."
    case .singleQuote: "Put strings and keys in double quotes."
    case .control: "Write it as an escape: \\n, \\t or \\u0001."
    case .escape: "Write a backslash as \\\\; the escapes are \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\uXXXX."
    case .loneSurrogate: "Write the character itself, or both halves."
    case .invalidUTF8, .nul: "Export the file again as UTF-8."
    case .tooDeep: "Export flat objects, one a record."
    case .textAfterEnd: "Remove it; for one object a line name the file .jsonl."
    case .duplicateKey: "Keep one of them."
    }
  }

  func finding(at place: Place) -> Finding {
    var kind = FindingKind.jsonSyntax
    if case .duplicateKey = self { kind = .jsonDuplicateKey }
    return Finding(kind, at: place, message, because: reason, remedy: remedy)
  }
}
