/// How the sections of a template stand to each other.
struct SectionOrder {
  /// The sections around each tag, the outermost first and the tag itself last.
  private var paths: [[Int]] = []
  /// Which of its siblings a section is.
  private var ranks: [Int]

  init(_ tags: [ResolvedTag]) {
    ranks = [Int](repeating: 0, count: tags.count)
    var next: [Int: Int] = [:]
    for (number, tag) in tags.enumerated() {
      paths.append((tag.section.map { paths[$0] } ?? []) + [number])
      guard case .open = tag.role else { continue }
      ranks[number] = next[tag.section ?? -1, default: 0]
      next[tag.section ?? -1, default: 0] += 1
    }
  }

  /// Whether two sections are one, are one in the other, or stand in or are neighbours among the sections of a place.
  func isBeside(_ a: Int, _ b: Int) -> Bool {
    for (x, y) in zip(paths[a], paths[b]) where x != y { return abs(ranks[x] - ranks[y]) < 2 }
    return true
  }
}
