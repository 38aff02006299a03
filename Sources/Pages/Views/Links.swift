import Billing
import Markdown

/// Where Pay leads: an address with the number of the invoice in place of `{number}`, and what is left to pay in place of
/// `{amount}`.
public struct PayLink: Sendable {
  private enum Slot: String, CaseIterable {
    case number = "{number}"
    case amount = "{amount}"
  }

  /// A slot, and the text behind it.
  private struct Part {
    var slot: Slot
    var text: String
  }

  private let start: String
  private let parts: [Part]

  public init(_ address: String) {
    var rest = address[...]
    var start: String?
    var parts: [Part] = []
    var slot: Slot?
    while true {
      let next = Slot.allCases.compactMap { slot in rest.firstRange(of: slot.rawValue).map { (slot, $0) } }
        .min { $0.1.lowerBound < $1.1.lowerBound }
      let text = String(next.map { rest[..<$0.1.lowerBound] } ?? rest)
      if let slot { parts.append(Part(slot: slot, text: text)) } else { start = text }
      guard let next else { break }
      slot = next.0
      rest = rest[next.1.upperBound...]
    }
    self.init(start: start ?? "", parts: parts)
  }

  private init(start: String, parts: [Part]) { (self.start, self.parts) = (start, parts) }

  /// The same link in memory of its own.
  func copied() -> PayLink {
    PayLink(start: start.copied(), parts: parts.map { Part(slot: $0.slot, text: $0.text.copied()) })
  }

  /// The number is data: in an address it is percent-encoded. A plain decimal needs no encoding.
  func write(_ number: borrowing String, _ amount: Amount, _ currency: Currency, to buffer: ByteBuffer) {
    buffer.append(start)
    for part in parts {
      switch part.slot {
      case .number: buffer.append(percentEncoding: number)
      case .amount: buffer.append(amount, in: currency)
      }
      buffer.append(part.text)
    }
  }
}

extension ByteBuffer {
  fileprivate func append(percentEncoding text: borrowing String) {
    for byte in text.utf8 {
      switch Unicode.Scalar(byte) {
      case "0"..."9", "A"..."Z", "a"..."z", "-", ".", "_", "~": append(byte)
      default: append(percentEncoded: byte)
      }
    }
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
