/// The known name a mistyped one most likely meant.
enum Suggestion {
  /// The nearest name, where it is near: a third of its letters or less differ.
  static func nearest(to name: String, among known: [String]) -> String? {
    let best = known.map { (name: $0, distance: distance($0, name)) }.min { $0.distance < $1.distance }
    guard let best, best.distance <= max(1, max(name.count, best.name.count) / 3) else { return nil }
    return best.name
  }

  /// How many letters have to be changed, added, left out or swapped with their neighbour.
  static func distance(_ a: String, _ b: String) -> Int {
    let (a, b) = (Array(a.lowercased()), Array(b.lowercased()))
    var before: [Int] = []
    var last = Array(0...b.count)
    for i in a.indices {
      var row = [i + 1]
      for j in b.indices {
        var best = min(row[j] + 1, last[j + 1] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, before[j - 1] + 1) }
        row.append(best)
      }
      (before, last) = (last, row)
    }
    return last[b.count]
  }
}
