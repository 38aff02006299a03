import Diagnostics

/// Puts partials where they are called, each line keeping the place it came from.
struct PartialExpansion {
  /// How often one template may put partials in place, and how many bytes they may have together. A partial that calls
  /// another one twice doubles it: thirty of them would fill any memory.
  private static let mostCalls = 1000
  private static let mostBytes = 4 << 20

  private let partials: [String: String]
  private let fileName: (String) -> String
  private(set) var errors: [TemplateError] = []
  private var calls = 0
  private var bytes = 0
  /// Whether partials were left out because there are too many.
  private(set) var isTooLarge = false

  init(_ partials: [String: String], fileName: @escaping (String) -> String) {
    self.partials = partials
    self.fileName = fileName
  }

  /// - Parameter chain: the templates being expanded, the outermost first.
  mutating func lines(of source: String, file: String, chain: [String]) -> [TemplateLine] {
    let (lines, errors) = TagScanner.scan(source, file: file)
    self.errors += errors
    var expanded: [TemplateLine] = []
    for line in lines {
      if let tag = line.standalone, tag.kind == .comment { continue }
      if let tag = line.standalone, tag.kind == .partial {
        expanded += partial(tag, chain).map { $0.indented(by: line.indentation) }
      } else {
        expanded.append(inline(line, chain))
      }
    }
    return expanded
  }

  private mutating func inline(_ line: TemplateLine, _ chain: [String]) -> TemplateLine {
    var pieces: [TemplateLine.Piece] = []
    for piece in line.pieces {
      guard case .tag(let tag) = piece, tag.kind == .partial || tag.kind == .comment else {
        pieces.append(piece)
        continue
      }
      if tag.kind == .comment { continue }
      let lines = partial(tag, chain)
      if lines.count > 1 {
        errors.append(
          TemplateError(
            at: tag.place, "the partial '\(tag.name)' has several lines and stands inside a line",
            remedy: "put \(tag.text) on a line of its own"))
      }
      pieces += lines.first?.pieces ?? []
    }
    return TemplateLine(pieces: pieces)
  }

  private mutating func partial(_ tag: Tag, _ chain: [String]) -> [TemplateLine] {
    if isTooLarge { return [] }
    guard let source = partials[tag.name] else {
      let near = Suggestion.nearest(to: tag.name, among: partials.keys.sorted())
      errors.append(
        TemplateError(
          at: tag.place, "there is no partial '\(tag.name)'",
          remedy: near.map { "did you mean {{>\($0)}}?" } ?? "add the file \(fileName(tag.name)), or take the tag out"))
      return []
    }
    guard !chain.contains(tag.name) else {
      errors.append(
        TemplateError(
          at: tag.place, "the partial '\(tag.name)' contains itself: \((chain + [tag.name]).joined(separator: " > "))",
          remedy: "take one of these calls out"))
      return []
    }
    calls += 1
    bytes += source.utf8.count
    guard calls <= Self.mostCalls, bytes <= Self.mostBytes else {
      isTooLarge = true
      let limit = calls > Self.mostCalls ? "\(Self.mostCalls) partials" : "\(Self.mostBytes >> 20) MiB of partials"
      errors.append(
        TemplateError(
          at: tag.place, "\(tag.text) is one too many: with it, a template would take in more than \(limit)",
          remedy: "call partials less often: each that calls another one twice doubles it"))
      return []
    }
    return lines(of: source, file: fileName(tag.name), chain: chain + [tag.name])
  }
}

extension TemplateLine {
  fileprivate func indented(by indentation: String) -> TemplateLine {
    indentation.isEmpty || isBlank ? self : TemplateLine(pieces: [.text(indentation)] + pieces)
  }
}
