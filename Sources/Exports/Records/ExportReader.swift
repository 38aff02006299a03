import Diagnostics

/// The one way into a file of exports.
public enum ExportReader {
  /// Reads a file from start to end and hands its rows to the sink, batch by batch, as columns of the schema.
  ///
  /// A record that cannot be read becomes a finding and is left out; reading goes on with the next one wherever it can
  /// be found. A file without a usable header gives findings and no rows. Thrown is what keeps the file from being
  /// read at all, an `InputError`, and whatever the sink throws.
  public static func read<Sink: RecordSink & ~Copyable>(
    _ file: ExportFile, schema: ExportSchema, options: ReadOptions = ReadOptions(), findings: inout Findings,
    into sink: inout Sink
  ) throws {
    try read(
      file, from: file.open(onRead: options.onRead), schema: schema, options: options, findings: &findings, into: &sink)
  }

  /// As above, with the bytes taken from `source`; `file` gives the name and the format.
  public static func read<Sink: RecordSink & ~Copyable>(
    _ file: ExportFile, from source: any ByteSource, schema: ExportSchema, options: ReadOptions = ReadOptions(),
    findings: inout Findings, into sink: inout Sink
  ) throws {
    var window = ByteWindow(source: source, blockSize: options.blockSize)
    try window.skipByteOrderMark()
    switch file.format {
    case .csv(let delimiter):
      var reader = CSVReader(
        file.name, schema, delimiter: delimiter, limit: options.recordLimit, isStrict: options.isStrict, window)
      try reader.read(findings: &findings, into: &sink)
      sink.endFile(missing: [])
    case .json:
      var reader = JSONArrayReader(
        file.name, schema, limit: options.recordLimit, isStrict: options.isStrict, window)
      try reader.read(findings: &findings, into: &sink)
    case .jsonLines:
      var reader = JSONLinesReader(
        file.name, schema, limit: options.recordLimit, isStrict: options.isStrict, window)
      try reader.read(findings: &findings, into: &sink)
    }
  }

  static func emptyFile(_ name: String) -> Finding {
    Finding(
      .emptyFile, at: Place(file: name), "\(Quoted.file(name)) is empty",
      remedy: "export it again, or remove the file if there is nothing to export")
  }

  static func recordTooLong(limit: Int, because reason: String, remedy: String, at place: Place) -> Finding {
    let size = limit >= 1 << 20 && limit % (1 << 20) == 0 ? "\(limit >> 20) MiB" : "\(limit) bytes"
    return Finding(
      .recordTooLong, at: place, "this record is longer than \(size), and the rest of the file is not read",
      because: reason, remedy: remedy)
  }
}
