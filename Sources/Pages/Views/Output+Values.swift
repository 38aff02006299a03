import Billing

extension Output {
  func amount(_ amount: Amount, _ currency: Currency) {
    number { buffer in amount.withDigits(in: currency) { buffer.append($0) } }
  }

  func quantity(_ quantity: ExactDecimal?) {
    if let quantity { text(quantity.description) }
  }

  /// A unit price has at least the currency's digits, and as many more as it takes.
  func price(_ price: ExactDecimal?, _ currency: Currency) {
    guard let price else { return }
    if let amount = Amount(exactly: price, in: currency) {
      self.amount(amount, currency)
    } else {
      text(price.description)
    }
  }

  func optional(_ text: String?) {
    if let text { self.text(text) }
  }

  func badge(_ badge: (html: StaticString, text: String)) {
    markup(html: badge.html, text: badge.text)
  }

  /// - Parameter isCleared: the status itself says Credited, so that flag would only repeat it.
  func flags(_ flags: [StatusFlag], isCleared: Bool) {
    for (index, flag) in flags.filter({ !isCleared || $0 != .credited }).enumerated() {
      let badge = Badge.flag(flag)
      if index > 0 { markup(html: " ", text: "") }
      markup(html: badge.html, text: index > 0 ? ", \(badge.text)" : badge.text)
    }
  }
}
