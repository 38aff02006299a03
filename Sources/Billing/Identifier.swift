import Diagnostics

/// What an export calls a document, a workspace, a payment or a tax code by.
///
/// Two identifiers are one where their UTF-8 bytes are the same, and only there: `==` on strings takes é written as one
/// character and as two for the same, and so would give one customer's money to another. Dictionaries and comparisons that
/// decide whose money it is are keyed by this type and never by `String`.
public struct Identifier: Sendable {
  public let text: String

  public init(_ text: some StringProtocol) {
    self.text = String(text)
  }
}

extension Identifier: Hashable {
  public static func == (a: Identifier, b: Identifier) -> Bool { isSame(a.text, b.text) }

  public func hash(into hasher: inout Hasher) {
    let isHashed: Void? = text.utf8.withContiguousStorageIfAvailable { bytes in
      hasher.combine(bytes: UnsafeRawBufferPointer(bytes))
    }
    // A string that is not stored as UTF-8 has come from another language.
    if isHashed == nil { for byte in text.utf8 { hasher.combine(byte) } }
  }
}

extension Identifier: Comparable {
  /// By bytes: the order of everything that is printed.
  public static func < (a: Identifier, b: Identifier) -> Bool { precedes(a.text, b.text) }
}

extension Identifier: CustomStringConvertible {
  /// For messages, with all it holds made visible. What is written to files, compared or put into other identifiers is
  /// `text`.
  public var description: String { VisibleText.of(text) }
}

extension Identifier: ExpressibleByStringLiteral {
  public init(stringLiteral text: String) { self.text = text }
}
