import Billing
import Exports
import Pages
import SiteFormat

/// What a newer format says in other words of documents that stand where they stood. It is told once, for all of them, and
/// none of them is listed as changed.
public struct FormatChange: Sendable {
  public let from: Int
  public let to = FormatNumber.current
  /// The version that published the site before; nil where the site is in the format of today, and what a run over some
  /// workspaces left as it was is not.
  private let version: String?
  /// New words for old states, with how many documents they are about.
  private var words: [String: Int] = [:]

  /// Nil where there is no site.
  package init?(_ run: FormerRun?) {
    guard let run else { return nil }
    let isFormer = run.format < FormatNumber.current
    from = isFormer ? run.format : FormatNumber.current - 1
    version = isFormer ? run.version ?? "an earlier version" : nil
  }

  /// Whether there is anything to tell.
  package var isNews: Bool { version != nil || !words.isEmpty }

  /// One line: what is new.
  public var text: String {
    let words = words.sorted { precedes($0.key, $1.key) }.map { "\($0.key) (\($0.value))" }
    let start =
      version.map { "The site was published by report \($0), in format \(from), and is in format \(to) now" }
      ?? "Documents of format \(from) are in format \(to) now"
    return start + (words.isEmpty ? "." : ". New words for what stands as it stood: \(words.joined(separator: ", ")).")
  }

  /// Whether all that a record says otherwise comes of the format; then its words are counted.
  ///
  /// - Parameters:
  ///   - before: the record as the former version wrote it.
  ///   - after: the record of this run.
  mutating func explains(_ before: ArraySlice<UInt8>, _ after: ArraySlice<UInt8>, _ entry: LedgerEntry) -> Bool {
    guard version != nil || Self.isOfFormatOne(before), let old = try? JSONValue(parsing: Array(before.dropLast())),
      let new = try? JSONValue(parsing: Array(after.dropLast())), case .object(let members) = new
    else { return false }
    var found: [String] = []
    var isRestated = false
    for (key, _) in members where old[key] != new[key] {
      switch key {
      // Members that format 1 did not have; a period where none was stated; where drafts lie.
      case "tax_point", "tax_country": if old[key] != nil { return false }
      case "written_off": if !entry.writtenOff.isZero { return false }
      case "billing_period_start", "billing_period_end": if entry.statesPeriod { return false }
      case "page": if !entry.isApart { return false }
      case "status":
        guard let word = Self.status(old[key]?.text, entry) else { return false }
        found.append(word)
      case "flags":
        guard let flags = Self.flags(old[key], new[key], entry) else { return false }
        found += flags
        isRestated = true
      // Since when it stands so follows from what is said of it.
      case "state_since": continue
      default: return false
      }
    }
    if found.isEmpty, !isRestated, old["state_since"] != new["state_since"], !entry.status.isUnissued { return false }
    for word in found { words[word, default: 0] += 1 }
    return true
  }

  /// Records have had this member since format 2.
  private static func isOfFormatOne(_ record: ArraySlice<UInt8>) -> Bool {
    record.firstRange(of: #","written_off":"#.utf8) == nil
  }

  private static func status(_ old: String?, _ entry: LedgerEntry) -> String? {
    switch (old, entry.status) {
    case ("paid", .issued) where entry.type == .creditNote, ("draft", .scheduled):
      old.map { "\($0) → \(entry.status.rawValue)" }
    default: nil
    }
  }

  /// Flags that the new rules add or take off; nil where others differ as well.
  private static func flags(_ old: JSONValue?, _ new: JSONValue?, _ entry: LedgerEntry) -> [String]? {
    let before = Set((old?.elements ?? []).compactMap(\.text))
    let after = Set((new?.elements ?? []).compactMap(\.text))
    let added = after.subtracting(before)
    let removed = before.subtracting(after)
    let isUnderWay = entry.leftToPay.isZero && !entry.due.isZero
    guard added.isSubset(of: [StatusFlag.disputed.rawValue]),
      removed.isSubset(of: isUnderWay ? [StatusFlag.overdue.rawValue] : [])
    else { return nil }
    return added.sorted(by: precedes).map { "now \($0)" }
      + removed.sorted(by: precedes).map { "not \($0) while all of it is on its way" }
  }
}
