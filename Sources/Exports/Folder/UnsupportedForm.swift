import Diagnostics

/// What a file that is named like an export is written in, where that is not read: why, and what to do.
enum UnsupportedForm: Hashable {
  case parquet
  case spreadsheet
  /// Packed by a program whose files are not read.
  case packed
  /// Packed, and nothing tells what is in it.
  case packedWithout(Packing)
  /// A copy or download that is still on its way, or was broken off.
  case unfinished
  case other

  /// - Parameter name: of the file, in lower case.
  init(name: String) {
    func ends(_ endings: String...) -> Bool { endings.contains(where: name.hasSuffix) }
    if ends(".parquet", ".parq", ".pq", ".parquet.gz", ".parquet.zst", ".snappy.parquet") {
      self = .parquet
    } else if ends(".xlsx", ".xls", ".xlsm", ".xlsb", ".ods", ".numbers") {
      self = .spreadsheet
    } else if ends(".part", ".partial", ".crdownload", ".download", ".filepart", ".tmp", ".opdownload") {
      self = .unfinished
    } else if ends(".7z", ".rar", ".tar", ".tgz", ".tbz2", ".txz", ".tar.gz", ".tar.bz2", ".tar.xz", ".tar.zst", ".z")
      || ends(".lz4", ".lz", ".lzma", ".lzo", ".br", ".sz", ".snappy", ".cab", ".zipx", ".gzip", ".bz", ".zstd")
    {
      self = .packed
    } else if let packing = Packing(ending: name) {
      self = .packedWithout(packing)
    } else {
      self = .other
    }
  }

  func finding(_ file: FoundFile) -> Finding {
    Finding(
      .unsupportedFile, at: Place(file: file.name),
      "\(Quoted.file(file.name)) is named like an export, and \(cause)",
      because: "what it holds would be missing from the figures", remedy: remedy(file.fileName))
  }

  private var cause: String {
    switch self {
    case .parquet: "Parquet files are not read by this version"
    case .spreadsheet: "spreadsheets are not read"
    case .packed: "files that are packed in this way are not read"
    case .packedWithout: "its name does not say what is packed in it"
    case .unfinished: "its ending says that it is not complete"
    case .other: "its ending is none of those that are read"
    }
  }

  private func remedy(_ name: String) -> String {
    switch self {
    case .parquet: "export it as CSV, or convert it to CSV, and take the Parquet file out of the folder"
    case .spreadsheet: "save the sheet as CSV in UTF-8, and take the spreadsheet out of the folder"
    case .packed: "unpack it, or pack it with gzip, zstd, xz, bzip2 or zip"
    case .packedWithout(let packing):
      "name it after what is packed in it, such as \(name.dropLast(packing.ending.count)).csv\(packing.ending)"
    case .unfinished: "wait until it is complete, or copy or export it again"
    case .other:
      "export it as one of \(Quoted.choice(ExportFormat.endings)); if it is one of them, name it so, and if it is no "
        + "export, take it out of the folder"
    }
  }
}
