/// Copies rendered HTML and turns the marks in it into tables.
///
/// Invariant: behind a `Mark.table` that begins a table stand the letters of its columns and a `Mark.row`, and later the
/// `Mark.table` that ends it, as `TableFinder` writes them. Scans inside a table end there, and look at no count.
struct TableWriter: ~Copyable {
  private let html: UnsafeBufferPointer<UInt8>
  private let output: ByteBuffer
  private var at = 0
  private var columns: [Alignment] = []

  init(_ html: UnsafeBufferPointer<UInt8>, _ output: ByteBuffer) {
    self.html = html
    self.output = output
  }

  consuming func write() {
    while at < html.count {
      let end = next { $0 == Mark.table } ?? html.count
      copy(to: end)
      if at < html.count { table() }
    }
  }

  private func next(_ isWanted: (UInt8) -> Bool) -> Int? {
    html[at...].firstIndex(where: isWanted)
  }

  /// Copies up to an index; an escape's mark goes with its backslash.
  private mutating func copy(to end: Int) {
    var plain = at
    while at < end, let lead = html[at..<end].firstIndex(of: EscapeMark.bytes[0]) {
      at = lead + 1
      guard lead > plain, html[lead - 1] == UInt8(ascii: "\\"), html[lead..<end].starts(with: EscapeMark.bytes) else {
        continue
      }
      output.append(UnsafeBufferPointer(rebasing: html[plain..<(lead - 1)]))
      at = lead + 3
      plain = at
    }
    output.append(UnsafeBufferPointer(rebasing: html[plain..<end]))
    at = end
  }

  /// A head is always followed by a body, empty where there are no rows: templates repeat rows in it.
  private mutating func table() {
    at += 1
    columns = []
    while let column = Alignment(rawValue: html[at]) {
      columns.append(column)
      at += 1
    }
    at += 1
    output.append("<div class=\"table\"><table>\n<thead>\n")
    row(isHead: true)
    output.append("</thead>\n<tbody>\n")
    while html[at] == Mark.row {
      at += 1
      row(isHead: false)
    }
    at += 1
    output.append("</tbody>\n</table></div>")
  }

  /// Missing cells are added, surplus ones left out. Ends before the row's or the table's mark.
  private mutating func row(isHead: Bool) {
    output.append("<tr>\n")
    skipBlanks()
    if html[at] == Mark.cell { at += 1 }
    for column in columns {
      output.append(Self.opening(column, isHead: isHead))
      cell()
      output.append(isHead ? "</th>\n" : "</td>\n")
    }
    output.append("</tr>\n")
    while html[at] != Mark.row, html[at] != Mark.table { at += 1 }
  }

  private mutating func cell() {
    skipBlanks()
    guard let end = next({ $0 == Mark.cell || $0 == Mark.row || $0 == Mark.table }) else { return }
    var last = end
    while last > at, Self.isBlank(html[last - 1]) { last -= 1 }
    copy(to: last)
    at = html[end] == Mark.cell ? end + 1 : end
  }

  private mutating func skipBlanks() {
    while Self.isBlank(html[at]) { at += 1 }
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A }

  private static func opening(_ column: Alignment, isHead: Bool) -> StaticString {
    switch column {
    case .none, .left: isHead ? "<th>" : "<td>"
    case .center: isHead ? "<th class=\"center\">" : "<td class=\"center\">"
    case .right: isHead ? "<th class=\"right\">" : "<td class=\"right\">"
    }
  }
}
