import Billing
import Diagnostics

/// Values with an id, each counted once: a repeat of the same content is a note, another content an error.
struct Register<Value: Equatable>: ~Copyable {
  private(set) var values: [Value] = []
  /// Where each id stands.
  private(set) var places = Places()
  /// The number of id `n` is that of the value at `n - 1`.
  var ids = TextPool()

  /// The position of the value with an id; nil where there is none yet.
  mutating func position(of id: Identifier) -> Int? {
    let number = Int(ids.number(of: id.text))
    return number > values.count ? nil : number - 1
  }

  /// Tells whether the value is a new one.
  mutating func add(
    _ value: Value, id: Identifier, _ column: String, at place: Place, findings: inout Findings
  ) -> Bool {
    let number = Int(ids.number(of: id.text))
    if number > values.count {
      values.append(value)
      places.append(place)
      return true
    }
    let first = places[number - 1]
    if values[number - 1] == value, SameText.isSame(values[number - 1], value) {
      findings.add(
        Finding(
          .repeatedRow, at: place, "\(column) \(Quoted.name(id.text)) repeats \(first) word for word",
          remedy: "nothing; it counts once"))
    } else {
      findings.add(
        Finding(
          .duplicateID, at: place,
          "\(column) \(Quoted.name(id.text)) is already at \(first), with another content",
          because: "which of the two is right would be a guess",
          remedy: "keep one of them, or give the other its own id"))
    }
    return false
  }
}

/// Whether two values hold the same texts by their bytes: `==` takes é written as one character and as two for the same.
enum SameText {
  /// Looks at everything in them, so that a member added later is not forgotten. Asked for repeats alone.
  static func isSame(_ a: Any, _ b: Any) -> Bool {
    if let a = a as? String, let b = b as? String { return Billing.isSame(a, b) }
    let (x, y) = (Mirror(reflecting: a).children, Mirror(reflecting: b).children)
    return x.count == y.count && zip(x, y).allSatisfy { isSame($0.value, $1.value) }
  }
}
