import Diagnostics

/// What the first record of a CSV file says about the others.
struct CSVHeader: Sendable, Hashable {
  /// How many fields each record has.
  var width: Int
  /// For each cell of a row the field it is taken from.
  var sources: [Int]
  /// For each column of the schema the cell within a row that holds it.
  var slots: [Int?]

  /// Matches the names of a header with the schema. Nil, with findings, where no row can be read under it.
  init?(_ names: [String], places: [Place], schema: ExportSchema, file: String, findings: inout Findings) {
    var isUsable = true
    var fields = [[(rank: Int, field: Int)]](repeating: [], count: schema.columns.count)
    var unknown: [String] = []
    for (field, name) in names.enumerated() {
      if let match = schema.match(name) {
        fields[match.column].append((match.rank, field))
      } else {
        unknown.append(name)
      }
    }
    width = names.count
    sources = []
    slots = []
    for (column, found) in zip(schema.columns, fields) {
      guard let best = found.map(\.rank).min() else {
        slots.append(nil)
        continue
      }
      let chosen = found.filter { $0.rank == best }.map(\.field)
      slots.append(sources.count)
      sources.append(chosen[0])
      for other in chosen.dropFirst() {
        findings.add(ColumnFindings.duplicate(column, as: names[chosen[0]], and: names[other], at: places[other]))
        isUsable = false
      }
      if found.contains(where: { $0.rank != best }) {
        findings.add(
          ColumnFindings.chosen(
            names[chosen[0]], among: found.map { names[$0.field] }, for: column, at: places[chosen[0]]))
      }
    }
    let unmet = schema.unmet { slots[$0] != nil }
    if !unmet.isEmpty {
      findings.add(ColumnFindings.missing(unmet, of: schema, found: names, unknown: unknown, at: places[0]))
      isUsable = false
    }
    if !unknown.isEmpty {
      let absent = zip(schema.columns, slots).lazy.filter { $0.1 == nil }.map(\.0)
      findings.add(ColumnFindings.unknown(unknown, absent: absent, at: Place(file: file)))
    }
    if !isUsable { return nil }
  }
}
