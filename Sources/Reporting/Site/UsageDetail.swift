import Exports
import Markdown
import Publishing

/// Writes the usage rows of each invoice beside its page, as they were exported and in their order.
struct UsageDetail: Sendable {
  let rows: UsageSpool
  /// The page of each document by its position among them; nil for those that are not written.
  let pages: [String?]
  let publication: Publication

  func write(jobs: Int) throws {
    _ = try Parallel.map(count: UsageSpool.partitions, jobs: jobs, chunk: 1) {
      DocumentWriter.Workspace()
    } body: { partitions, workspace in
      for partition in partitions {
        for invoice in try rows.rows(in: partition) {
          guard let page = pages[invoice.invoice] else { continue }
          workspace.page.removeAll()
          append(invoice, to: workspace.page)
          try workspace.page.withBytes { bytes in
            _ = try publication.write("\(page.dropLast(5))\(DocumentEnding.usage)", UnsafeRawBufferPointer(bytes))
          }
        }
      }
    }
  }

  private func append(_ invoice: UsageSpool.Rows, to buffer: ByteBuffer) {
    for row in [invoice.columns] + invoice.rows {
      for (index, field) in row.enumerated() {
        if index > 0 { buffer.append(UInt8(ascii: ",")) }
        // Figures stay figures, signs included; only other text can be taken for a formula.
        if CSVText.isNumber(field) { buffer.append(field) } else { CSVText.append(field, to: buffer) }
      }
      buffer.append("\r\n")
    }
  }
}
