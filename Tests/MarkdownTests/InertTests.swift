import TestSupport
import Testing

@testable import Markdown

/// Escaped text does nothing but show itself, wherever it stands.
@Suite struct InertTests {
  @Test(arguments: [0x5EED, 20_240_501, UInt64.random(in: 0 ... .max)])
  func anyTextInAnyPlaceIsShownAsItIs(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    for _ in 0..<12_000 {
      let text = random.nastyText()
      let shown = HTMLEscape.text(TextCleaning.clean(text))
      guard !shown.isEmpty else { continue }
      let escaped = MarkdownEscape.text(text)
      for place in Place.allCases {
        let (source, expected) = place.page(escaped, shown)
        let rendered = html(source)
        guard rendered == expected else {
          Issue.record("seed \(seed), \(place), \(text.debugDescription): \(rendered.debugDescription)")
          return
        }
      }
    }
  }

  enum Place: CaseIterable {
    case paragraphStart, midParagraph, continuation, heading, firstCell, lastCell, listItem, emphasis, linkText

    func page(_ escaped: String, _ shown: String) -> (markdown: String, html: String) {
      switch self {
      case .paragraphStart: ("\(escaped)\n", "<p>\(shown)</p>\n")
      case .midParagraph: ("a \(escaped) b\n", "<p>a \(shown) b</p>\n")
      case .continuation: ("| a\n\(escaped)\nb\n", "<p>| a\n\(shown)\nb</p>\n")
      case .heading: ("# \(escaped)\n", "<h1>\(shown)</h1>\n")
      case .firstCell: ("| h | i |\n|---|---|\n| \(escaped) | x |\n", table(shown, "x"))
      case .lastCell: ("h | i\n---|---\nx | \(escaped)\n", table("x", shown))
      case .listItem: ("- \(escaped)\n", "<ul>\n<li>\(shown)</li>\n</ul>\n")
      case .emphasis: ("**\(escaped)** *\(escaped)*\n", "<p><strong>\(shown)</strong> <em>\(shown)</em></p>\n")
      case .linkText: ("[\(escaped)](/u)\n", "<p><a href=\"/u\">\(shown)</a></p>\n")
      }
    }

    private func table(_ first: String, _ second: String) -> String {
      """
      <div class="table"><table>
      <thead>
      <tr>
      <th>h</th>
      <th>i</th>
      </tr>
      </thead>
      <tbody>
      <tr>
      <td>\(first)</td>
      <td>\(second)</td>
      </tr>
      </tbody>
      </table></div>

      """
    }
  }

  @Test(arguments: [0x5EED, UInt64.random(in: 0 ... .max)])
  func addressesAndTitlesAreTheSameFromMarkdownAndHTML(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    for _ in 0..<12_000 {
      let (address, title) = ("/" + random.nastyText(), random.nastyText())
      let (markdown, page) = (ByteBuffer(), ByteBuffer())
      TextCleaning.withClean(address) {
        URLEscape.append($0, to: markdown, as: .markdown)
        URLEscape.append($0, to: page, as: .html)
      }
      let shown = TextCleaning.clean(title)
      guard !shown.isEmpty else { continue }
      let rendered = html("[a](\(markdown.string) \"\(MarkdownEscape.attribute(title))\")\n")
      let expected = "<p><a href=\"\(page.string)\" title=\"\(HTMLEscape.text(shown))\">a</a></p>\n"
      guard rendered == expected else {
        Issue.record("seed \(seed), \(address.debugDescription) \(title.debugDescription): \(rendered) \(expected)")
        return
      }
    }
  }
}
