/// How the records of a file are written.
public enum ExportFormat: Sendable, Hashable {
  /// Records of fields with a delimiter between them, an ASCII byte: `,` or a tab, by the ending of the file's name.
  case csv(delimiter: UInt8)
  /// An array of objects, or an object with one array.
  case json
  /// One object a line.
  case jsonLines

  /// The file name endings that are read, in the order messages list them.
  public static let endings = [".csv", ".tsv", ".json", ".jsonl", ".ndjson"]

  /// The format the ending of a file name stands for, whatever its case; nil for any other ending, that of a packing
  /// among them.
  public init?(fileName: String) {
    let name = fileName.lowercased()
    if name.hasSuffix(".csv") {
      self = .csv(delimiter: UInt8(ascii: ","))
    } else if name.hasSuffix(".tsv") {
      self = .csv(delimiter: UInt8(ascii: "\t"))
    } else if name.hasSuffix(".json") {
      self = .json
    } else if name.hasSuffix(".jsonl") || name.hasSuffix(".ndjson") {
      self = .jsonLines
    } else {
      return nil
    }
  }
}
