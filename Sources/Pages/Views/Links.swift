import Markdown

/// Where Pay leads: an address with the number of the invoice in place of `{number}`.
public struct PayLink: Sendable {
  private let before: String
  /// Nil for an address that is the same for all invoices.
  private let after: String?

  public init(_ address: String) {
    let slot = address.firstRange(of: "{number}")
    before = String(slot.map { address[..<$0.lowerBound] } ?? address[...])
    after = slot.map { String(address[$0.upperBound...]) }
  }

  private init(before: String, after: String?) { (self.before, self.after) = (before, after) }

  /// The same link in memory of its own.
  func copied() -> PayLink { PayLink(before: before.copied(), after: after?.copied()) }

  /// The number is data: in an address it is percent-encoded.
  func write(_ number: borrowing String, to buffer: ByteBuffer) {
    buffer.append(before)
    guard let after else { return }
    for byte in number.utf8 {
      switch Unicode.Scalar(byte) {
      case "0"..."9", "A"..."Z", "a"..."z", "-", ".", "_", "~": buffer.append(byte)
      default: buffer.append(percentEncoded: byte)
      }
    }
    buffer.append(after)
  }
}

/// What of a path a link is to.
enum LinkPart {
  case whole
  /// All but the last component, without the slash behind it.
  case folder
  /// The last component.
  case name
}

extension ByteBuffer {
  /// A path as it stands in an address: names hold percent signs of their own.
  ///
  /// - Parameter dropping: how many bytes of its end are left out.
  func append(link path: borrowing String, _ part: LinkPart = .whole, dropping: Int = 0) {
    lendBytes(of: path) { append(link: $0.dropLast(dropping), part) }
  }

  private func append(link path: some BidirectionalCollection<UInt8>, _ part: LinkPart) {
    let slash = part == .whole ? nil : path.lastIndex(of: UInt8(ascii: "/"))
    switch (part, slash) {
    case (.folder, let slash?): append(escaping: path[..<slash])
    case (.name, let slash?): append(escaping: path[path.index(after: slash)...])
    default: append(escaping: path[...])
    }
  }

  private func append(escaping path: some Collection<UInt8>) {
    for byte in path {
      if byte == UInt8(ascii: "%") { append(percentEncoded: byte) } else { append(byte) }
    }
  }
}
