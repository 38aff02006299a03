import Billing
import Markdown

extension Output {
  func amount(_ amount: Amount, _ currency: Currency) {
    figure(isNegative: amount.isNegative) { $0.append(amount, in: currency) }
  }

  func decimal(_ value: ExactDecimal?) {
    if let value { figure(isNegative: value.isNegative) { $0.append(value) } }
  }

  /// A unit price has at least the currency's digits, and as many more as it takes.
  func price(_ price: ExactDecimal?, _ currency: Currency) {
    guard let price else { return }
    if let amount = Amount(exactly: price, in: currency) {
      self.amount(amount, currency)
    } else {
      decimal(price)
    }
  }

  func day(_ day: Day?) {
    if let day { text { $0.append(day) } }
  }

  func month(_ month: Month) { text { $0.append(month) } }

  /// A link within the output.
  ///
  /// - Parameters:
  ///   - start: the way from the page to where `path` starts.
  ///   - dropping: how many bytes of the path's end are left out, for `ending` to stand there.
  func link(
    _ start: StaticString = "", to path: borrowing String, _ part: LinkPart = .whole, dropping: Int = 0,
    ending: StaticString = ""
  ) {
    let began = buffer.count
    buffer.append(start)
    buffer.append(link: path, part, dropping: dropping)
    buffer.append(ending)
    escape(from: began)
  }

  func text(_ identifier: borrowing Identifier) { text(identifier.text) }

  func optional(_ identifier: Identifier?) { optional(identifier?.text) }

  func optional(_ text: String?) {
    if let text { self.text(text) }
  }

  func optionalLines(_ text: String?) {
    if let text { lines(text) }
  }

  func badge(_ badge: (html: StaticString, text: String)) {
    markup(html: badge.html, text: badge.text)
  }

  /// - Parameters:
  ///   - isCleared: the status itself says Credited, so that flag would only repeat it.
  ///   - isForCustomers: what only finance is told is left out.
  func flags(_ flags: [StatusFlag], isCleared: Bool, isForCustomers: Bool) {
    var isFirst = true
    for index in flags.indices where !isCleared || flags[index] != .credited {
      if isForCustomers, flags[index].isForFinance { continue }
      let badge = Badge.flag(flags[index])
      if !isFirst { markup(html: " ", text: "") }
      markup(html: badge.html, text: isFirst ? badge.text : ", \(badge.text)")
      isFirst = false
    }
  }

  /// What needs no escaping in HTML, nor in Markdown but for its sign.
  private func figure(isNegative: Bool, _ write: (ByteBuffer) -> Void) {
    if isNegative, !context.isHTML { text(write) } else { write(buffer) }
  }
}
