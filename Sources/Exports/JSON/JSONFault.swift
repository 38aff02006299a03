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
    case tooManyKeys
  }

  var problem: Problem
  var offset: Int
}

extension JSONFault.Problem {
  /// What was found.
  var message: String {
    switch self {
    case .needsMore, .end: "the text ends in the middle of a value"
    case .unexpected(let expected): "here \(expected) must stand"
    case .trailingComma: "a comma stands before the closing bracket"
    case .leadingZero: "the number begins with a needless zero"
    case .number: "this is not a complete JSON number"
    case .comment: "a comment stands here"
    case .singleQuote: "a single quote stands here"
    case .control: "a line break, tab or other control character stands unescaped in a string"
    case .escape: "this is not an escape of JSON"
    case .loneSurrogate: "this \\u escape is half of a surrogate pair, and the other half is not there"
    case .invalidUTF8: "the bytes here are not UTF-8"
    case .nul: "a NUL byte stands here"
    case .tooDeep: "arrays and objects are nested deeper than \(JSONScanner.deepest) levels"
    case .textAfterEnd: "text follows the end of the value"
    case .duplicateKey(let key): "the key \(Quoted.name(key)) stands twice in one object"
    case .tooManyKeys: "an object has more than \(ColumnFindings.most) keys"
    }
  }

  /// Why it is refused.
  var reason: String {
    switch self {
    case .needsMore, .end: "the file may have been cut off"
    case .leadingZero: "JSON does not have such numbers; some programs read them as octal"
    case .loneSurrogate: "it stands for no character"
    case .invalidUTF8: "which characters they mean would be a guess"
    case .nul: "text does not hold NUL; the file is damaged or not UTF-8"
    case .tooDeep: "no export is nested like that"
    case .tooManyKeys: "no export is that wide"
    case .duplicateKey: "which of the two values counts would be a guess"
    case .textAfterEnd: "JSON has one value, and nothing behind it"
    default: "it is not JSON (RFC 8259)"
    }
  }

  /// What to do about it.
  var remedy: String {
    switch self {
    case .needsMore, .end: "export the file again"
    case .unexpected: "correct the file, or export it again"
    case .trailingComma: "remove the comma"
    case .leadingZero: "remove the zero, or write the value as a string"
    case .number: "write it as 12, -0.5 or 1e-6"
    case .comment: "remove the comment"
    case .singleQuote: "put strings and keys in double quotes"
    case .control: "write it as an escape: \\n, \\t or \\u0001"
    case .escape: "write a backslash as \\\\; the escapes are \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\uXXXX"
    case .loneSurrogate: "write the character itself, or both halves"
    case .invalidUTF8, .nul: "export the file again as UTF-8"
    case .tooManyKeys: "export the records as an array of objects, with the columns as their keys"
    case .tooDeep: "export flat objects, one a record"
    case .textAfterEnd: "remove it; for one object a line name the file .jsonl"
    case .duplicateKey: "keep one of them"
    }
  }

  func finding(at place: Place) -> Finding {
    let kind: FindingKind =
      switch self {
      case .duplicateKey: .jsonDuplicateKey
      case .tooManyKeys: .tooManyColumns
      default: .jsonSyntax
      }
    return Finding(kind, at: place, message, because: reason, remedy: remedy)
  }
}
