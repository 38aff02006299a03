import Diagnostics

/// Identifiers that stood between blanks or byte order marks, counted for each file and column: one note says how often.
struct TrimmedIdentifiers {
  private struct Source {
    var file: String
    var column: Int
    var name: String
    var first: Place
    var count: Int
  }

  private var sources: [Source] = []

  mutating func add(_ column: Int, _ name: @autoclosure () -> String, file: String, at place: @autoclosure () -> Place)
  {
    if let index = sources.lastIndex(where: { $0.column == column && $0.file == file }) {
      sources[index].count += 1
    } else {
      sources.append(Source(file: file, column: column, name: name(), first: place(), count: 1))
    }
  }

  var findings: [Finding] {
    sources.map { source in
      let rest = source.count == 1 ? "" : " in \(source.count) rows, the first of them here"
      return Finding(
        .trimmedIdentifier, at: source.first,
        "\(source.name) stands between blanks or byte order marks\(rest)",
        because: "nobody sees them, and two would be made of one", remedy: "nothing; they are taken off")
    }
  }
}
