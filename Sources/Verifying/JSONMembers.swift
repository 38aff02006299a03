import Billing
import Exports
import SiteFormat

/// The members of a JSON object, taken by their keys. Asked for in the order they stand in, each costs one look.
package struct JSONMembers {
  /// A member that is missing, or is not what it must be.
  package struct Flaw: Error {
    package var key: String
    /// What it must be.
    var wanted: String
  }

  private let members: [(key: String, value: JSONValue)]
  private var next = 0

  package init(parsing line: [UInt8]) throws(Flaw) {
    guard case .object(let members)? = try? JSONValue(parsing: line) else { throw Flaw(key: "", wanted: "an object") }
    self.members = members
  }

  package init(_ value: JSONValue, of key: String) throws(Flaw) {
    guard case .object(let members) = value else { throw Flaw(key: key, wanted: "a list of objects") }
    self.members = members
  }

  /// Nil where there is none.
  private mutating func value(_ key: String) -> JSONValue? {
    if next == members.count || members[next].key != key {
      guard let index = members.firstIndex(where: { $0.key == key }) else { return nil }
      next = index
    }
    next += 1
    return members[next - 1].value
  }

  /// Nil for null, and where there is none.
  package mutating func optionalText(_ key: String) throws(Flaw) -> String? {
    switch value(key) {
    case nil, .null?: nil
    case .string(let text)?: text
    default: throw Flaw(key: key, wanted: "a text or null")
    }
  }

  package mutating func text(_ key: String) throws(Flaw) -> String {
    guard case .string(let text)? = value(key) else { throw Flaw(key: key, wanted: "a text") }
    return text
  }

  package mutating func identifier(_ key: String) throws(Flaw) -> Identifier { Identifier(try text(key)) }

  /// Nil for null, and where there is none.
  mutating func optionalIdentifier(_ key: String) throws(Flaw) -> Identifier? {
    try optionalText(key).map { Identifier($0) }
  }

  package mutating func whole(_ key: String) throws(Flaw) -> Int {
    guard case .number(let digits)? = value(key), let number = Count.read(digits) else {
      throw Flaw(key: key, wanted: "a whole number")
    }
    return number
  }

  /// False where there is none.
  mutating func flag(_ key: String) -> Bool {
    if case .bool(let flag)? = value(key) { flag } else { false }
  }

  /// With exactly the digits of the currency.
  package mutating func amount(_ key: String, _ currency: Currency) throws(Flaw) -> Amount {
    guard case .string(let text)? = value(key), let number = try? ExactDecimal(text),
      let amount = Amount(exactly: number, in: currency), amount.text(in: currency) == text
    else { throw Flaw(key: key, wanted: "an amount of \(currency)") }
    return amount
  }

  /// Nil for null, and where there is none.
  mutating func optionalAmount(_ key: String, _ currency: Currency) throws(Flaw) -> Amount? {
    let start = next
    switch value(key) {
    case nil, .null?: return nil
    default:
      next = start
      return try amount(key, currency)
    }
  }

  package mutating func day(_ key: String) throws(Flaw) -> Day {
    guard let day = try optionalDay(key) else { throw Flaw(key: key, wanted: "a date") }
    return day
  }

  /// Nil for null, and where there is none.
  mutating func optionalDay(_ key: String) throws(Flaw) -> Day? {
    guard let text = try optionalText(key) else { return nil }
    guard let day = Day(text) else { throw Flaw(key: key, wanted: "a date") }
    return day
  }

  package mutating func currency(_ key: String) throws(Flaw) -> Currency {
    guard case .string(let code)? = value(key), let currency = Currency(code) else {
      throw Flaw(key: key, wanted: "a currency")
    }
    return currency
  }

  /// A word of a fixed vocabulary.
  package mutating func word<Word: RawRepresentable<String>>(_ key: String, _: Word.Type = Word.self) throws(Flaw)
    -> Word
  {
    guard case .string(let text)? = value(key), let word = Word(rawValue: text) else {
      throw Flaw(key: key, wanted: "a word that is known there")
    }
    return word
  }

  package mutating func words<Word: RawRepresentable<String>>(_ key: String, _: Word.Type = Word.self) throws(Flaw)
    -> [Word]
  {
    guard case .array(let elements)? = value(key) else { throw Flaw(key: key, wanted: "a list of words") }
    var words: [Word] = []
    for element in elements {
      guard case .string(let text) = element, let word = Word(rawValue: text) else {
        throw Flaw(key: key, wanted: "a list of words that are known there")
      }
      words.append(word)
    }
    return words
  }

  /// Each object of a list.
  package mutating func objects<Element>(
    _ key: String, _ read: (inout JSONMembers) throws(Flaw) -> Element
  ) throws(Flaw) -> [Element] {
    guard case .array(let elements)? = value(key) else { throw Flaw(key: key, wanted: "a list of objects") }
    var all: [Element] = []
    for element in elements {
      var members = try JSONMembers(element, of: key)
      all.append(try read(&members))
    }
    return all
  }

  /// The object of a key; nil for null, and where there is none.
  mutating func optionalObject(_ key: String) throws(Flaw) -> JSONMembers? {
    switch value(key) {
    case nil, .null?: nil
    case .object(let members)?: JSONMembers(members)
    default: throw Flaw(key: key, wanted: "an object or null")
    }
  }

  private init(_ members: [(key: String, value: JSONValue)]) { self.members = members }
}
