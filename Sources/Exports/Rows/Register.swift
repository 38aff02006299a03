import Diagnostics

/// Values with an id, each counted once: a repeat of the same content is a note, another content an error.
struct Register<Value: Equatable>: ~Copyable {
  private(set) var values: [Value] = []
  /// Where each id stands.
  private(set) var places = Places()
  /// The number of id `n` is that of the value at `n - 1`.
  var ids = TextPool()
  /// Ids that differ in their bytes but not in what they show, such as é as one character and as two, share a key: such
  /// a pair is refused, because nobody could tell the two apart. Nil as long as all ids are ASCII.
  private var shown: [String: Int]?

  /// The position of the value with an id; nil where there is none yet.
  func position(of id: FieldText) -> Int? {
    let number = ids.lookup.find(id)
    return number == 0 ? nil : Int(number) - 1
  }

  /// Tells whether the value is a new one.
  mutating func add(
    _ value: Value, id: FieldText, _ column: String, at place: Place, findings: inout Findings
  ) -> Bool {
    let number = ids.lookup.find(id)
    guard let position = number != 0 ? Int(number) - 1 : position(ofShown: id) else {
      _ = ids.number(of: id)
      shown?[id.string] = values.count
      values.append(value)
      places.append(place)
      return true
    }
    if values[position] == value, number != 0 {
      findings.add(
        Finding(
          .repeatedRow, at: place, "\(column) \(Quoted.name(id.string)) repeats \(places[position]) word for word",
          remedy: "nothing; it counts once"))
    } else {
      findings.add(
        Finding(
          .duplicateID, at: place,
          "\(column) \(Quoted.name(id.string)) is already at \(places[position]), with another content",
          because: "which of the two is right would be a guess",
          remedy: "keep one of them, or give the other its own id"))
    }
    return false
  }

  private mutating func position(ofShown id: FieldText) -> Int? {
    if shown == nil {
      if id.bytes.allSatisfy({ $0 < 0x80 }) { return nil }
      shown = [:]
      for number in 1..<ids.count { shown?[ids.string(UInt32(number)) ?? ""] = number - 1 }
    }
    return shown?[id.string]
  }
}
