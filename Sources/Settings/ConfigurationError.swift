import Diagnostics

/// Everything that is wrong with a configuration file, each with the line it stands on.
public struct ConfigurationError: Error, Equatable, Sendable {
  public struct Problem: Sendable, Equatable {
    public var line: Int?
    public var message: String
    public var remedy: String

    package init(line: Int? = nil, message: String, remedy: String) {
      self.line = line
      self.message = message
      self.remedy = remedy
    }
  }

  public var file: String
  public var problems: [Problem]

  package init(file: String, problems: [Problem]) {
    self.file = file
    self.problems = problems
  }
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
