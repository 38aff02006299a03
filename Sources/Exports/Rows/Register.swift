import Diagnostics

/// Values with an id, each counted once: a repeat of the same content is a note, another content an error.
public struct Register<Value: Equatable & Sendable>: Sendable {
  public private(set) var values: [Value] = []
  /// Ids that differ in their bytes but not in what they show, such as é as one character and as two, share a key: such
  /// a pair is refused, because nobody could tell the two apart.
  private var positions: [String: Int] = [:]
  private var ids: [String] = []
  private var places: [Place] = []

  mutating func add(_ value: Value, id: String, _ column: String, at place: Place, findings: inout Findings) {
    guard let position = positions[id] else {
      positions[id] = values.count
      values.append(value)
      ids.append(id)
      places.append(place)
      return
    }
    if values[position] == value, ids[position].utf8.elementsEqual(id.utf8) {
      findings.add(
        Finding(
          .repeatedRow, at: place, "\(column) \(Quoted.name(id)) repeats \(places[position]) word for word",
          remedy: "nothing; it counts once"))
    } else {
      findings.add(
        Finding(
          .duplicateID, at: place,
          "\(column) \(Quoted.name(id)) is already at \(places[position]), with another content",
          because: "which of the two is right would be a guess",
          remedy: "keep one of them, or give the other its own id"))
    }
  }
}
