/// What the names of a document's files end in, behind the name that they share.
enum DocumentEnding {
  static let usage = ".usage.csv"

  static let all = Configuration.Format.allCases.map { ".\($0.rawValue)" } + [usage]
}
