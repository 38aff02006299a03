import Testing

@testable import Markdown

/// The HTML of a text.
func html(_ markdown: String) -> String {
  (try? Markdown.html(markdown)).map { String(decoding: $0, as: UTF8.self) } ?? "refused"
}

/// The cells of a table's HTML, row by row, with their classes: `1 right:2`.
private func rows(_ markdown: String) -> [String] {
  html(markdown).split(separator: "</tr>").dropLast().map { row in
    row.split(separator: "<t").compactMap { part -> String? in
      guard let end = part.firstIndex(of: ">"), part.first == "d" || (part.first == "h" && !part.hasPrefix("hea"))
      else {
        return nil
      }
      let name = part[..<end]
      let text = part[part.index(after: end)...].prefix(while: { $0 != "\n" }).dropLast(5)
      let alignment = name.contains("right") ? "right:" : name.contains("center") ? "center:" : ""
      return alignment + text
    }.joined(separator: " ; ")
  }
}

@Suite struct TableTests {
  @Test func aWholeTable() {
    #expect(
      html("| Item | Cost |\n|:-----|-----:|\n| Disk | 4.00 |\n") == """
        <div class="table"><table>
        <thead>
        <tr>
        <th>Item</th>
        <th class="right">Cost</th>
        </tr>
        </thead>
        <tbody>
        <tr>
        <td>Disk</td>
        <td class="right">4.00</td>
        </tr>
        </tbody>
        </table></div>

        """)
  }

  @Test func columnsStandAsTheDelimiterRowSays() {
    #expect(rows("a|b|c|d\n-|:-|:-:|-:\n1|2|3|4\n") == ["a ; b ; center:c ; right:d", "1 ; 2 ; center:3 ; right:4"])
  }

  @Test func missingCellsAreEmptyAndSurplusOnesLeftOut() {
    #expect(rows("|a|b|\n|-|-|\n|1|\n|1|2|3|\n||2|\n") == ["a ; b", "1 ; ", "1 ; 2", " ; 2"])
  }

  @Test func escapedPipesAreText() {
    #expect(rows("|a\\|b|c|\n|-|-|\n|1\\|2|\\||\n|\\\\|x|\n") == ["a|b ; c", "1|2 ; |", "\\ ; x"])
  }

  @Test func pipesInCodeAreText() {
    #expect(rows("|a|b|\n|-|-|\n|`x|y`|`p\\|q`|\n") == ["a ; b", "<code>x|y</code> ; <code>p|q</code>"])
  }

  @Test func cellsHoldEmphasisAndLinks() {
    #expect(
      rows("|a|b|\n|-|-|\n|*x* **y|z**|[t|u](/p?q=1\\|2 \"v|w\")|\n") == [
        "a ; b", "<em>x</em> <strong>y|z</strong> ; <a href=\"/p?q=1%7C2\" title=\"v|w\">t|u</a>",
      ])
  }

  @Test func textRightBelowIsARowAndAfterABlankLineAParagraph() {
    #expect(rows("|a|b|\n|-|-|\n|1|2|\nmore\n") == ["a ; b", "1 ; 2", "more ; "])
    #expect(html("|a|\n|-|\n|1|\n\nmore\n").hasSuffix("</table></div>\n<p>more</p>\n"))
  }

  @Test func aTableRightBelowAParagraph() {
    #expect(
      html("words\nand more\n|a|\n|-|\n|1|\n").hasPrefix("<p>words\nand more</p>\n<div class=\"table\"><table>\n"))
    #expect(rows("words\n|a|\n|-|\n|1|\n") == ["a", "1"])
  }

  @Test func aHeadAloneHasAnEmptyBody() {
    #expect(html("|a|\n|-|\n").contains("</thead>\n<tbody>\n</tbody>\n"))
  }

  @Test(arguments: [
    "| a | b |\n| 1 | 2 |\n", "| a | b |\n\n|---|---|\n", "| a | b |\n|---|\n", "a\n|-|-|\n", "| a | b |\n|---|-x-|\n",
    "| a | b |\n|\\---|---|\n", "| a | b |\n|---\\|---|\n", "\\--- | x\n\\--- | \\---\n",
  ])
  func withoutADelimiterRowOfItsWidthThereIsNoTable(_ text: String) {
    #expect(!html(text).contains("<table"))
  }

  @Test func tablesStandInListsAndQuotes() {
    #expect(html("- |a|\n  |-|\n  |1|\n").contains("<li>\n<div class=\"table\"><table>"))
    #expect(html("> |a|\n> |-|\n> |1|\n").contains("<blockquote>\n<div class=\"table\"><table>"))
  }

  @Test func hardBreaksEndRows() {
    #expect(rows("|a|  \n|-|\n|1|  \n|2|\\\n|3|\n") == ["a", "1", "2", "3"])
  }

  @Test func emphasisAcrossRowsStaysBalanced() {
    #expect(rows("|a|b|\n|-|-|\n|*x|\n|y*|z|\n").count == 2)
  }
}
