import Billing
import Markdown
import Pages

/// What a page shows: the part of it that a reader sees, searched as it stands.
struct PageText {
  private let body: UnsafeRawBufferPointer

  init(_ page: UnsafeRawBufferPointer) {
    let start = page.firstIndex(of: "<body".utf8, from: 0) ?? 0
    body = UnsafeRawBufferPointer(rebasing: page[start...])
  }

  /// Whether a figure or a text of an export stands between the tags, as a word of its own: `10.00` is not shown by
  /// `110.00`, nor `INV-1` by `INV-10`.
  func shows(_ text: String) -> Bool {
    // A page of version 1.1.0 may hold what is cleaned away today.
    shows(clean: TextCleaning.clean(text)) || shows(clean: TextCleaning.cleanAsOnFormerPages(text))
  }

  private func shows(clean text: String) -> Bool {
    let needle = Array(HTMLEscape.text(text).utf8)
    var start = 0
    while let found = body.firstIndex(of: needle, from: start) {
      if isWord(found..<found + needle.count), !isInTag(found) { return true }
      start = found + 1
    }
    return false
  }

  /// Whether the first status on the page is this one: the document's own, as those of payments stand below it.
  func isMarked(_ entry: LedgerEntry) -> Bool {
    let badge = Badge.status(entry.status, isCleared: entry.isCleared).html
    guard let first = body.firstIndex(of: "<span class=\"status".utf8, from: 0) else { return false }
    return body.holds(UnsafeBufferPointer(start: badge.utf8Start, count: badge.utf8CodeUnitCount), at: first)
  }

  private func isWord(_ range: Range<Int>) -> Bool {
    func isLetter(_ index: Int) -> Bool {
      guard body.indices.contains(index) else { return false }
      switch Unicode.Scalar(body[index]) {
      case "0"..."9", "A"..."Z", "a"..."z", "-", "_": return true
      default: return false
      }
    }
    // Between letters or digits a point belongs to a word; at its end, to the sentence.
    func isPart(_ index: Int, then next: Int) -> Bool {
      isLetter(index) || body.indices.contains(index) && ".,/".utf8.contains(body[index]) && isLetter(next)
    }
    let (before, after) = (range.lowerBound - 1, range.upperBound)
    return !isPart(before, then: before - 1) && !isPart(after, then: after + 1)
  }

  /// Neither `<` nor `>` stands in text as itself.
  private func isInTag(_ index: Int) -> Bool {
    guard let mark = body[..<index].lastIndex(where: { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: ">") }) else {
      return false
    }
    return body[mark] == UInt8(ascii: "<")
  }
}
