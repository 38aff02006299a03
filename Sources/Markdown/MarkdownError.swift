/// Why a text could not be rendered. Any text is valid Markdown, so only its size can be refused.
public enum MarkdownError: Error, Equatable {
  /// The text is larger than `Markdown.largestInput` bytes.
  case tooLarge(bytes: Int)
  /// libcmark could not get memory.
  case outOfMemory
}

extension MarkdownError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .tooLarge(let bytes):
      "this Markdown text has \(bytes) bytes; the limit is \(Markdown.largestInput)"
    case .outOfMemory:
      "not enough memory to render this Markdown text"
    }
  }
}
