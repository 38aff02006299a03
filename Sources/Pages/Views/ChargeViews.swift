import Billing
import Glibc
import Markdown

/// The charges of one service: consecutive lines of an invoice, where they lie.
///
/// Lines are lent by the invoice's view for as long as the page is filled from it.
struct ServiceView {
  let first: UnsafePointer<Line>
  let end: UnsafePointer<Line>
  let currency: Currency
  let mode: RoundingMode

  var amount: Amount {
    var amount = Amount.zero
    for index in 0..<(end - first) { amount += first[index].gross - first[index].discount }
    return amount
  }

  /// Whether there is a category that all lines agree on.
  var hasCategory: Bool {
    lend(first) { first in
      guard first.category != nil else { return false }
      for index in 1..<max(1, end - self.first) {
        if lend(self.first + index, { $0.category != first.category }) { return false }
      }
      return true
    }
  }
}

/// A line of an invoice, where it lies.
struct LineView {
  let line: UnsafePointer<Line>
  let currency: Currency
  let mode: RoundingMode

  /// As `Line.amount`, from fields alone.
  var amount: Amount { line.pointee.gross - line.pointee.discount }

  /// Whether the export bills something else than the printed quantity × unit price.
  var isAsBilled: Bool { lend(line) { !Self.isExact($0) && $0.isAsBilled(in: currency, mode) } }

  /// Whether the exact amount is the product, as a quick look can tell: then both round to the same.
  private static func isExact(_ line: borrowing Line) -> Bool {
    guard let (quantity, left) = line.quantity?.narrow, let (price, right) = line.unitPrice?.narrow,
      var (amount, scale) = line.exact.narrow, let x = Int64(exactly: quantity), let y = Int64(exactly: price),
      Int64(exactly: amount) != nil, left + right - scale <= 18
    else { return false }
    while scale < left + right { (amount, scale) = (amount * 10, scale + 1) }
    return scale == left + right && Int128(x) * Int128(y) == amount
  }
}

/// One tax of an invoice, where it lies.
struct TaxView {
  let subtotal: UnsafePointer<TaxSubtotal>
  let currency: Currency
}

extension ServiceView {
  static func forEach(of lines: [Line], _ currency: Currency, _ mode: RoundingMode, _ body: (borrowing Self) -> Void) {
    lines.withUnsafeBufferPointer { lines in
      guard var first = lines.baseAddress else { return }
      let last = first + lines.count
      while first < last {
        var end = first + 1
        while end < last, isSameService(first, end) { end += 1 }
        body(Self(first: first, end: end, currency: currency, mode: mode))
        first = end
      }
    }
  }

  private static func isSameService(_ a: UnsafePointer<Line>, _ b: UnsafePointer<Line>) -> Bool {
    lend(a) { a in lend(b) { hasSameBytes(a.service, $0.service) } }
  }

  func forEachLine(_ body: (borrowing LineView) -> Void) {
    for index in 0..<(end - first) { body(LineView(line: first + index, currency: currency, mode: mode)) }
  }
}

private func hasSameBytes(_ a: borrowing String, _ b: borrowing String) -> Bool {
  var isSame = false
  lendBytes(of: a) { a in
    lendBytes(of: b) { b in
      isSame = a.count == b.count
      if isSame, let x = a.baseAddress, let y = b.baseAddress { isSame = memcmp(x, y, a.count) == 0 }
    }
  }
  return isSame
}

extension TaxView {
  static func forEach(of taxes: [TaxSubtotal], _ currency: Currency, _ body: (borrowing Self) -> Void) {
    taxes.withUnsafeBufferPointer { taxes in
      guard let first = taxes.baseAddress else { return }
      for index in taxes.indices { body(Self(subtotal: first + index, currency: currency)) }
    }
  }
}
