/// What spellings mean, by small numbers from 1: rows are many and these are few, so that each is read once.
struct Spellings<Meaning>: ~Copyable {
  private var texts = TextPool()
  private var meanings: [Meaning] = []

  /// The number of a field that is not absent; 0 where its meaning is not known yet.
  @inline(__always)
  func find(_ field: Field) -> UInt32 { texts.find(field.key, field.start) }

  @inline(__always)
  subscript(number: UInt32) -> Meaning { meanings[Int(number) &- 1] }

  /// - Precondition: the field has no meaning yet.
  mutating func add(_ field: Field, meaning: Meaning) -> UInt32 {
    let number = texts.number(field.key, field.start)
    precondition(Int(number) == meanings.count + 1, "the spelling has a meaning already")
    meanings.append(meaning)
    return number
  }
}
