import Diagnostics

/// Everything that is wrong with a configuration file, each with the line it stands on.
public struct ConfigurationError: Error, Equatable, Sendable {
  public struct Problem: Sendable, Equatable {
    public var line: Int?
    public var message: String
    public var remedy: String
  }

  public var file: String
  public var problems: [Problem]
}

extension ConfigurationError: CustomStringConvertible {
  public var description: String {
    problems.map { problem in
      let place = problem.line.map { "\(file):\($0)" } ?? file
      return "\(VisibleText.of(place)): error: \(VisibleText.of(problem.message))\n"
        + "  fix: \(VisibleText.of(problem.remedy))"
    }.joined(separator: "\n")
  }
}
