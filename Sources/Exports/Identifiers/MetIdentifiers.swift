import Diagnostics

/// The identifiers of one kind that rows refer to, each once, with the place it was first met at.
final class MetIdentifiers {
  private var texts = TextPool()
  /// Of text `n` at `n - 1`.
  private var places = Places()

  func add(_ text: FieldText, at place: @autoclosure () -> Place) {
    if texts.lookup.find(text) != 0 { return }
    _ = texts.number(of: text)
    places.append(place())
  }

  func add(_ text: String, at place: @autoclosure () -> Place) {
    let before = texts.count
    _ = texts.number(of: text)
    if texts.count > before { places.append(place()) }
  }

  var source: LookAlikes.Source {
    LookAlikes.Source(
      count: places.count, text: { self.texts.string(UInt32($0 + 1)) ?? "" }, place: { self.places[$0] })
  }
}
