import Settings

/// What the names of a document's files end in, behind the name that they share.
package enum DocumentEnding {
  package static let usage = ".usage.csv"

  package static let all = Configuration.Format.allCases.map { ".\($0.rawValue)" } + [usage]
}
