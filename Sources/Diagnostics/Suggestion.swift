/// Finds what somebody probably meant.
public enum Suggestion {
  /// The known name nearest to `name`, where one is near enough to be a slip of the pen.
  public static func nearest(to name: String, among known: some Sequence<String>) -> String? {
    let limit = max(1, name.count / 3)
    return known.map { (name: $0, distance: distance(name.lowercased(), $0.lowercased())) }
      .filter { $0.distance <= limit }
      .min { ($0.distance, $0.name) < ($1.distance, $1.name) }?.name
  }

  /// Insertions, deletions, replacements and swaps of neighbours that lead from one to the other.
  static func distance(_ a: String, _ b: String) -> Int {
    let x = Array(a)
    let y = Array(b)
    guard !x.isEmpty, !y.isEmpty else { return max(x.count, y.count) }
    var before: [Int] = []
    var previous = Array(0...y.count)
    for i in 1...x.count {
      var row = [i] + Array(repeating: 0, count: y.count)
      for j in 1...y.count {
        row[j] = min(previous[j] + 1, row[j - 1] + 1, previous[j - 1] + (x[i - 1] == y[j - 1] ? 0 : 1))
        if i > 1, j > 1, x[i - 1] == y[j - 2], x[i - 2] == y[j - 1] { row[j] = min(row[j], before[j - 2] + 1) }
      }
      before = previous
      previous = row
    }
    return previous[y.count]
  }
}
