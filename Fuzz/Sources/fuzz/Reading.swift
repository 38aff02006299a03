import Diagnostics

@testable import Exports

/// What reading bytes as an export gave, in full.
struct Reading: Equatable {
  struct Cell: Equatable {
    /// Nil where there is no value.
    var text: String?
    var form: Field.Form
    var place: Place
  }

  /// Few and short names, for the fuzzer to hit upon.
  static let columns = ["a", "b", "c"]

  private(set) var rows: [[Cell]] = []
  private(set) var lines: [Int] = []
  private(set) var findings: [Finding] = []

  /// What the rows say, wherever it stands.
  var texts: [[String?]] { rows.map { $0.map(\.text) } }

  init(
    _ bytes: [UInt8], as format: ExportFormat, blockSize: Int = 1 << 16, recordLimit: Int = 1 << 12,
    isStrict: Bool = false
  ) {
    var options = ReadOptions(blockSize: blockSize, recordLimit: recordLimit)
    options.isStrict = isStrict
    var findings = Findings()
    var keeper = Keeper()
    expectNoError("bytes in memory cannot be read") {
      try ExportReader.read(
        ExportFile(path: "f", name: "f", kind: .usage, format: format), from: Memory(bytes[...]),
        schema: ExportSchema(Self.columns.map { .init($0, aliases: ["\($0)\($0)"]) }), options: options,
        findings: &findings, into: &keeper)
    }
    rows = keeper.rows
    lines = keeper.lines
    self.findings = findings.all
  }

  private final class Memory: ByteSource {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
      let part = rest.prefix(buffer.count)
      buffer.copyBytes(from: part)
      rest = rest.dropFirst(part.count)
      return part.count
    }
  }

  private struct Keeper: RecordSink {
    var rows: [[Cell]] = []
    var lines: [Int] = []

    mutating func receive(_ batch: borrowing RecordBatch) {
      for row in 0..<batch.count {
        lines.append(batch.line(row))
        var cells: [Cell] = []
        for column in columns.indices {
          let field = batch.field(row, column)
          cells.append(
            Cell(text: field.isAbsent ? nil : field.text, form: field.form, place: batch.place(row, column)))
        }
        rows.append(cells)
      }
    }
  }
}
