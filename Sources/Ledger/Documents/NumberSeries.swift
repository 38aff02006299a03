import Billing

/// Numbers that count up together: alike but for the run of digits that varies among its neighbours, the last where
/// several do. `A-1, A-2`, `0001/2024, 0002/2024` and `INV-2024-05-01, INV-2024-05-02` are series.
struct NumberSeries {
  /// A number with what counts in it.
  struct Member {
    var position: Int
    var value: Int
    /// Where its digits stand in the text.
    var digits: Range<Int>
  }

  /// By the value that counts, then by position.
  private(set) var members: [Member]

  /// The series of some numbers that have two members at least, in no order.
  ///
  /// - Parameter numbers: called with a position; asked for more than once.
  static func all(count: Int, number: (Int) -> Identifier) -> [NumberSeries] {
    var shapes: [Int: [Parsed]] = [:]
    for position in 0..<count {
      guard let parsed = Parsed(number(position), at: position) else { continue }
      shapes[parsed.shape, default: []].append(parsed)
    }
    return shapes.values.flatMap { series(in: $0) }
  }

  /// The series among numbers whose text is the same but for their digits.
  private static func series(in numbers: [Parsed]) -> [NumberSeries] {
    guard numbers.count > 1, let first = numbers.first else { return [] }
    // The run that counts leaves the fewest series when it is taken out. A year counts where nothing else does.
    let varying = first.runs.indices.filter { isCounting($0, in: numbers) }
    let others = varying.filter { run in !numbers.allSatisfy { $0.isYear(run) } }
    var best: [Int: [Parsed]] = [:]
    var counting = 0
    for run in (others.isEmpty ? varying : others).reversed() {
      let groups = Dictionary(grouping: numbers) { $0.hash(without: run) }
      if best.isEmpty || groups.count < best.count { (best, counting) = (groups, run) }
    }
    return best.values.filter { $0.count > 1 }.map { group in
      NumberSeries(
        members: group.map {
          Member(position: $0.position, value: $0.runs[counting].value, digits: $0.runs[counting].range)
        }.sorted { ($0.value, $0.position) < ($1.value, $1.position) })
    }
  }

  /// Whether a run of digits varies, and is neither too long for a count, nor the month of `2024-05-acme`.
  private static func isCounting(_ run: Int, in numbers: [Parsed]) -> Bool {
    let value = numbers[0].runs[run].value
    guard numbers.contains(where: { $0.runs[run].value != value }) else { return false }
    return numbers.allSatisfy { $0.runs[run].range.count <= Parsed.longest }
      && !numbers.allSatisfy { $0.isMonth(run) }
  }
}

/// A number taken apart.
private struct Parsed {
  struct Run {
    var value: Int
    var range: Range<Int>
  }

  /// Nine digits and more are identifiers, not running numbers.
  static let longest = 8
  /// Numbers with more runs of digits than this are no running numbers.
  private static let most = 6

  let position: Int
  /// A hash of the text between the digits.
  let shape: Int
  private(set) var runs: [Run] = []
  private let length: Int

  init?(_ number: Identifier, at position: Int) {
    self.position = position
    var hasher = Hasher()
    var runs: [Run] = []
    var start: Int?
    var value = 0
    var index = 0
    for byte in number.text.utf8 {
      let digit = Int(byte) - Int(UInt8(ascii: "0"))
      if (0...9).contains(digit) {
        if start == nil {
          (start, value) = (index, 0)
          hasher.combine(UInt8(ascii: "0"))
        }
        value = (value &* 10 &+ digit) & (1 << 40 - 1)
      } else {
        if let begun = start { runs.append(Run(value: value, range: begun..<index)) }
        start = nil
        hasher.combine(byte)
      }
      index += 1
    }
    if let begun = start { runs.append(Run(value: value, range: begun..<index)) }
    guard !runs.isEmpty, runs.count <= Self.most else { return nil }
    self.runs = runs
    length = index
    shape = hasher.finalize()
  }

  /// A hash of all runs but one.
  func hash(without run: Int) -> Int {
    var hasher = Hasher()
    for (index, other) in runs.enumerated() where index != run { hasher.combine(other.value) }
    return hasher.finalize()
  }

  func isYear(_ run: Int) -> Bool { runs[run].range.count == 4 && (1900...2099).contains(runs[run].value) }

  /// Whether a run is the month behind a year, with more behind it: who has no invoice in a month lacks no number.
  func isMonth(_ run: Int) -> Bool {
    let digits = runs[run].range
    guard run > 0, digits.count == 2, (1...12).contains(runs[run].value), digits.upperBound < length else {
      return false
    }
    return isYear(run - 1) && runs[run - 1].range.upperBound + 1 == digits.lowerBound
  }
}
