import Diagnostics

@testable import Exports

/// Bytes in memory as a source.
final class MemorySource: ByteSource {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) { rest = bytes[...] }

  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let part = rest.prefix(buffer.count)
    buffer.copyBytes(from: part)
    rest = rest.dropFirst(part.count)
    return part.count
  }
}

/// Keeps copies of all rows.
struct RowKeeper: RecordSink {
  struct Value: Hashable, CustomStringConvertible {
    var text: String
    var form: Field.Form
    var isAbsent: Bool
    var place: String
    var description: String { isAbsent ? "-" : text }
  }

  var columns: Int
  var rows: [[Value]] = []
  var lines: [Int] = []

  mutating func receive(_ batch: borrowing RecordBatch) {
    for row in 0..<batch.count {
      lines.append(batch.line(row))
      var values: [Value] = []
      for column in 0..<columns {
        let field = batch.field(row, column)
        values.append(
          Value(
            text: field.text, form: field.form, isAbsent: field.isAbsent, place: "\(batch.place(row, column))"))
      }
      rows.append(values)
    }
  }
}

/// What reading a text gave.
struct Reading: Hashable {
  var rows: [[RowKeeper.Value]]
  var lines: [Int]
  var findings: [Finding]

  /// The values of all rows, `-` where there is none.
  var texts: [[String]] { rows.map { $0.map(\.description) } }
  /// The findings as they are printed.
  var messages: [String] { findings.map(\.description) }
}

extension ExportFormat {
  static let csv = ExportFormat.csv(delimiter: UInt8(ascii: ","))
}

extension ExportSchema {
  /// Columns without aliases, none required.
  static func plain(_ names: String...) -> ExportSchema { ExportSchema(names.map { Column($0) }) }
}

/// Reads a text in memory, named `f` in findings.
func read(
  _ bytes: [UInt8], _ format: ExportFormat, _ schema: ExportSchema, blockSize: Int = 1 << 20,
  recordLimit: Int = 16 << 20
) throws -> Reading {
  var findings = Findings()
  var keeper = RowKeeper(columns: schema.columns.count)
  let file = ExportFile(path: "f", name: "f", kind: .usage, format: format)
  try ExportReader.read(
    file, from: MemorySource(bytes), schema: schema,
    options: ReadOptions(blockSize: blockSize, recordLimit: recordLimit), findings: &findings, into: &keeper)
  return Reading(rows: keeper.rows, lines: keeper.lines, findings: findings.all)
}

func read(
  _ text: String, _ format: ExportFormat, _ schema: ExportSchema, blockSize: Int = 1 << 20,
  recordLimit: Int = 16 << 20
) throws -> Reading {
  try read(Array(text.utf8), format, schema, blockSize: blockSize, recordLimit: recordLimit)
}
