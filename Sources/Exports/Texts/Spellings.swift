/// What spellings mean, by small numbers from 1: rows are many and these are few, so that each is read once.
///
/// Invariant: `meanings` holds one meaning for each number of `texts` from 1.
struct Spellings<Meaning>: ~Copyable {
  /// To be used by several threads: valid as long as the spellings are there and none is added.
  struct Lookup {
    fileprivate let texts: TextLookup
    fileprivate let meanings: UnsafePointer<Meaning>

    /// The number of a spelling; 0 where its meaning is not known yet.
    @inline(__always)
    func find(_ text: FieldText) -> UInt32 { texts.find(text) }

    @inline(__always)
    subscript(number: UInt32) -> Meaning { meanings[Int(number) &- 1] }
  }

  private var texts = TextPool()
  private var meanings = RawList<Meaning>()

  /// How many spellings are known.
  var count: Int { meanings.count }

  var lookup: Lookup { Lookup(texts: texts.lookup, meanings: meanings.base) }

  /// - Precondition: the spelling has no meaning yet.
  mutating func add(_ text: FieldText, meaning: Meaning) -> UInt32 {
    let number = texts.number(of: text)
    precondition(Int(number) == meanings.count + 1, "the spelling has a meaning already")
    meanings.append(meaning)
    return number
  }
}
