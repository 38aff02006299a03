import Diagnostics

/// What there is to say about the names of columns, in CSV headers and JSON keys alike.
enum ColumnFindings {
  /// The most columns of a file, and the most keys of an object: a bound against files made to fill the memory.
  static let most = 10_000

  static func tooMany(at place: Place) -> Finding {
    Finding(
      .tooManyColumns, at: place, "the header has more than \(most) columns",
      because: "no export is that wide; the line breaks may be missing",
      remedy: "end each record with a line feed, and leave out columns that are not used")
  }

  static func duplicate(_ column: ExportSchema.Column, as first: String, and second: String, at place: Place) -> Finding
  {
    Finding(
      .duplicateColumn, at: place,
      "the column \(column.name) is there twice, as \(Quoted.name(first)) and \(Quoted.name(second))",
      because: "which of the two values counts would be a guess",
      remedy: "keep one of them and remove or rename the other")
  }

  static func missing(_ column: ExportSchema.Column, found: [String], at place: Place) -> Finding {
    // One column with semicolons in its name is a whole header, as spreadsheets of many countries write it.
    if found.count == 1, let header = found.first, header.contains(";") {
      return Finding(
        .missingColumn, at: place, "the column \(column.name) is missing",
        because: "the file is separated by semicolons, so that its header is one column",
        remedy: "export it with commas, or as .tsv with tabs")
    }
    return Finding(
      .missingColumn, at: place, "the column \(column.name) is missing",
      because: "it is required; the columns found are \(Quoted.list(found))",
      remedy: "add it to the export under the name \(Quoted.choice([column.name] + column.aliases))")
  }

  static func chosen(
    _ name: String, among names: [String], for column: ExportSchema.Column, at place: Place
  ) -> Finding {
    Finding(
      .aliasChosen, at: place,
      "of \(Quoted.list(names)), all names of the column \(column.name), "
        + "\(Quoted.name(name)) counts",
      remedy: "nothing if that is right; otherwise remove \(Quoted.name(name)) from the export")
  }

  /// `count` where more columns are unknown than `names` lists.
  static func unknown(_ names: [String], count: Int? = nil, at place: Place) -> Finding {
    let total = count ?? names.count
    return Finding(
      .unknownColumn, at: place,
      (total == 1 ? "1 column is not used: " : "\(total) columns are not used: ")
        + Quoted.list(names, count: count),
      remedy: "nothing, unless one of them holds a value this export should have; then rename it")
  }
}
