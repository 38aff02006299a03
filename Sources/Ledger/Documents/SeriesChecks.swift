import Billing
import Diagnostics

extension Biller {
  /// What there is to say about the numbers of all invoices.
  var seriesFindings: [Finding] {
    SeriesChecks.findings(
      count: headers.count, number: headers.number,
      issued: { headers[$0].lifecycle == .draft ? nil : headers[$0].issueDate })
  }
}

/// Findings about how invoices are numbered: numbers left out, and numbers against the order of dates.
enum SeriesChecks {
  private static let shown = 3

  /// - Parameters:
  ///   - number: of the document at a position.
  ///   - issued: when it was issued; nil where nobody knows, or where it does not count.
  static func findings(
    count: Int, number: (Int) -> Identifier, issued: (Int) -> Day?
  ) -> [Finding] {
    NumberSeries.all(count: count, number: number)
      .map { (name: name($0, number), series: $0) }
      .sorted { precedes($0.name, $1.name) }
      .flatMap { name, series in
        [gap(series, name, number), order(series, name, number, issued)].compactMap(\.self)
      }
  }

  /// `A-…`, `…/2024`.
  private static func name(_ series: NumberSeries, _ number: (Int) -> Identifier) -> String {
    let member = series.members[0]
    let text = Array(number(member.position).text.utf8)
    return String(decoding: text[..<member.digits.lowerBound], as: UTF8.self) + "…"
      + String(decoding: text[member.digits.upperBound...], as: UTF8.self)
  }

  private static func gap(_ series: NumberSeries, _ name: String, _ number: (Int) -> Identifier) -> Finding? {
    let members = series.members
    let gaps = zip(members, members.dropFirst()).filter { $1.value - $0.value > 1 }
    guard !gaps.isEmpty else { return nil }
    let shown = gaps.prefix(Self.shown).map { low, high in
      high.value - low.value == 2 ? "\(low.value + 1)" : "\(low.value + 1) to \(high.value - 1)"
    }
    let rest = gaps.count > shown.count ? " and \(gaps.count - shown.count) more gaps" : ""
    return Finding(
      .numberGap, "the invoice numbers “\(name)” skip \(shown.joined(separator: ", "))\(rest)",
      because: "many tax authorities want running numbers without gaps",
      remedy: "export the missing invoices, or keep a note of why there are none")
  }

  private static func order(
    _ series: NumberSeries, _ name: String, _ number: (Int) -> Identifier, _ issued: (Int) -> Day?
  ) -> Finding? {
    var latest: (position: Int, day: Day)?
    var against: [String] = []
    var count = 0
    for member in series.members {
      guard let day = issued(member.position) else { continue }
      if let latest, day < latest.day {
        count += 1
        if against.count < shown {
          against.append(
            "“\(number(member.position))” of \(day) comes behind “\(number(latest.position))” of \(latest.day)")
        }
      } else {
        latest = (member.position, day)
      }
    }
    guard count > 0 else { return nil }
    let rest = count > against.count ? " and \(count - against.count) more" : ""
    return Finding(
      .numberOrder,
      "the invoice numbers “\(name)” are against the order of their dates: \(against.joined(separator: ", "))\(rest)",
      because: "running numbers are given out day by day",
      remedy: "check the issue dates; or keep a note of why they differ")
  }
}
