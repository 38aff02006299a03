import Exports
import Markdown
import Publishing

/// Writes the usage rows of each invoice beside its page, as they were exported and in their order.
struct UsageDetail: Sendable {
  let rows: UsageSpool
  /// The path of each document's page without its extension; empty for those not asked for.
  let paths: [String]
  let publication: Publication

  func write(jobs: Int) throws {
    _ = try Parallel.map(count: UsageSpool.partitions, jobs: jobs, chunk: 1) {
      DocumentWriter.Workspace()
    } body: { partitions, workspace in
      for partition in partitions {
        for invoice in try rows.rows(in: partition) where !paths[invoice.invoice].isEmpty {
          workspace.page.removeAll()
          append(invoice, to: workspace.page)
          try workspace.page.withBytes { bytes in
            _ = try publication.write("\(paths[invoice.invoice]).usage.csv", UnsafeRawBufferPointer(bytes))
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
