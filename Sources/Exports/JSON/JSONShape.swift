import Diagnostics

/// What there is to say about JSON that is well-formed and not what an export looks like.
enum JSONShape {
  static func notAnObject(_ kind: JSONScanner.Kind, at place: Place) -> Finding {
    Finding(
      .jsonShape, at: place, "this record is \(name(kind)), not an object",
      because: "only an object says which value belongs to which column",
      remedy: "write each record as an object: {\"column\": \"value\"}")
  }

  static func nested(_ kind: JSONScanner.Kind, in column: ExportSchema.Column, at place: Place) -> Finding {
    Finding(
      .jsonShape, at: place, "the value of \(column.name) is \(name(kind))",
      because: "a column holds one string, number, true, false or null",
      remedy: "export the value itself")
  }

  static func notRecords(_ kind: JSONScanner.Kind, at place: Place) -> Finding {
    Finding(
      .jsonShape, at: place, "the file holds \(name(kind)), not records",
      because: "a .json export is an array of objects, or an object with one such array",
      remedy: "export the records as an array: [{…}, {…}]")
  }

  static func noArray(at place: Place) -> Finding {
    Finding(
      .jsonShape, at: place, "the object that makes up the file holds no array",
      because: "a .json export is an array of objects, or an object with one such array",
      remedy: "export the records as an array: [{…}, {…}]; for one object a line name the file .jsonl")
  }

  static func secondArray(_ key: String, at place: Place) -> Finding {
    Finding(
      .jsonShape, at: place, "the object that makes up the file holds a second array, \(Quoted.name(key))",
      because: "which of the two holds the records would be a guess",
      remedy: "export one array of records a file")
  }

  private static func name(_ kind: JSONScanner.Kind) -> String {
    switch kind {
    case .object: "an object"
    case .array: "an array"
    case .string: "a string"
    case .number: "a number"
    case .bool: "true or false"
    case .null: "null"
    }
  }
}
