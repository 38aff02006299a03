import Diagnostics

/// The keys met in the objects of one file and the columns they stand for.
struct JSONKeys {
  /// How many names are remembered; a file that makes up names as it goes must not fill the memory.
  private static let remembered = 4096

  private let schema: ExportSchema
  private var names = NameTable()
  private var texts: [String] = []
  private var matches: [ExportSchema.Match?] = []
  /// The record each name was last met in.
  private var records: [Int] = []
  private var isNoted: [Bool] = []
  private var record = 0
  private var isCounting = true
  /// The names that stand for no column, in the order they were met.
  private(set) var unknown: [String] = []

  init(_ schema: ExportSchema) { self.schema = schema }

  /// Begins a record: its keys are told apart from now on.
  mutating func beginRecord() {
    record += 1
    if names.count <= Self.remembered { return }
    names = NameTable()
    texts = []
    matches = []
    records = []
    isNoted = []
    isCounting = false
  }

  /// The number of a key, and whether the record has had it before.
  mutating func number(_ name: UnsafeBufferPointer<UInt8>) -> (number: Int, isRepeated: Bool) {
    let (number, isNew) = names.number(name)
    if isNew {
      let text = String(decoding: name, as: UTF8.self)
      texts.append(text)
      matches.append(schema.match(text))
      records.append(record)
      isNoted.append(false)
      return (number, false)
    }
    return (number, isRepeated(number))
  }

  /// Whether the record has had a key before that was met already.
  mutating func isRepeated(_ number: Int) -> Bool {
    if records[number] == record { return true }
    records[number] = record
    return false
  }

  func match(_ number: Int) -> ExportSchema.Match? { matches[number] }
  func text(_ number: Int) -> String { texts[number] }
  func isUnnoted(_ number: Int) -> Bool { !isNoted[number] && matches[number] == nil }

  /// Counts a name that stands for no column.
  mutating func note(_ number: Int) {
    if isNoted[number] { return }
    isNoted[number] = true
    if isCounting { unknown.append(texts[number]) }
  }
}
