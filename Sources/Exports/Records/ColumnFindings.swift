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

  /// Everything that a file lacks, in one finding.
  ///
  /// - Parameters:
  ///   - needs: what its columns do not meet; at least one.
  ///   - found: the names it has.
  ///   - unknown: those that stand for no column.
  static func missing(
    _ needs: [ExportSchema.Need], of schema: ExportSchema, found: [String], unknown: [String], at place: Place
  ) -> Finding {
    let message =
      needs.count == 1
      ? "the column \(needs[0].text) is missing"
      : "these columns are missing: " + needs.map(\.text).joined(separator: "; ")
    // One column with semicolons in its name is a whole header, as spreadsheets of many countries write it.
    if found.count == 1, let header = found.first, header.contains(";") {
      return Finding(
        .missingColumn, at: place, message,
        because: "the file is separated by semicolons, so that its header is one column",
        remedy: "export it with commas, or as .tsv with tabs")
    }
    let columns = Set(needs.flatMap { $0.choices.joined() }).sorted().map { schema.columns[$0] }
    let slips = ColumnSlips(unknown, among: columns)
    var remedies: [String] = []
    if !slips.isEmpty { remedies.append("rename \(slips.renames)") }
    let isAdded = needs.contains { need in
      !need.isMet { position in slips.all.contains { $0.column == schema.columns[position] } }
    }
    if isAdded {
      remedies.append(
        needs.count == 1 && columns.count == 1
          ? "add it to the export under the name \(Quoted.choice([columns[0].name] + columns[0].aliases))"
          : "add what is missing to the export, under these names or others of the documentation")
    }
    return Finding(
      .missingColumn, at: place, message,
      because: "\(needs.count == 1 ? "it is" : "they are") required; the columns found are \(Quoted.list(found))",
      remedy: remedies.joined(separator: "; "))
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

  /// All columns that are not used: they are the best clue to what an export calls by another name.
  ///
  /// - Parameter absent: the columns that the file does not have.
  static func unknown(_ names: [String], absent: some Sequence<ExportSchema.Column>, at place: Place) -> Finding {
    let slips = ColumnSlips(names, among: absent)
    return Finding(
      .unknownColumn, at: place,
      (names.count == 1 ? "1 column is not used: " : "\(names.count) columns are not used: ")
        + names.map(Quoted.name).joined(separator: ", "),
      remedy: (slips.isEmpty ? "" : slips.guesses + "; otherwise ")
        + "nothing, unless one of them holds a value this export should have; then rename it")
  }
}
