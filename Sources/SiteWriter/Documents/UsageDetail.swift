import Exports
import Markdown
import Publishing
import SiteFormat
import Threads

/// Writes the usage rows of each invoice beside its page, as they were exported and in their order.
package struct UsageDetail: Sendable {
  package let rows: UsageSpool
  /// The page of each document by its position among them; nil for those that are not written.
  package let pages: [String?]
  package let publication: Publication

  package init(rows: UsageSpool, pages: [String?], publication: Publication) {
    self.rows = rows
    self.pages = pages
    self.publication = publication
  }

  package func write(jobs: Int) throws {
    _ = try Parallel.map(count: UsageSpool.partitions, jobs: jobs, chunk: 1) {
      ByteBuffer(capacity: 1 << 16)
    } body: { partitions, page in
      for partition in partitions {
        for invoice in try rows.rows(in: partition) {
          guard let path = pages[invoice.invoice] else { continue }
          page.removeAll()
          append(invoice, to: page)
          try page.withBytes { bytes in
            _ = try publication.write("\(path.dropLast(5))\(DocumentEnding.usage)", UnsafeRawBufferPointer(bytes))
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
