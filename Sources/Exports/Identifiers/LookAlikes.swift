import Billing
import Diagnostics

/// Finds identifiers of one kind that people would take for one: that look the same and differ in their bytes, which is
/// an error, and that differ in case alone, which is a warning.
struct LookAlikes {
  /// Where identifiers come from: an export, or what the site keeps.
  struct Source {
    let count: Int
    let text: (Int) -> String
    /// Nil where it is the site.
    let place: (Int) -> Place?

    init(count: Int, text: @escaping (Int) -> String, place: @escaping (Int) -> Place?) {
      self.count = count
      self.text = text
      self.place = place
    }

    init(_ identifiers: [Identifier], at places: Places? = nil) {
      self.init(count: identifiers.count, text: { identifiers[$0].text }, place: { places?[$0] })
    }
  }

  private struct Named {
    var text: String
    /// Nil for one that the site keeps.
    var place: Place?
  }

  static let reason = "identifiers are compared by their bytes, so these are two, and nobody can tell them apart"
  /// Where the site keeps both.
  static let remedyOfPublished =
    "nothing; both stay as they are published, and exports must go on writing each as it is"

  private let kind: IdentifierKind
  private(set) var findings: [Finding] = []

  /// - Parameter sources: what the site keeps comes first, so that findings stand where an export differs from it.
  init(_ kind: IdentifierKind, in sources: [Source]) {
    self.kind = kind
    let suspicious = Self.suspicious(sources)
    guard !suspicious.isEmpty else { return }
    var groups: [Int: [Named]] = [:]
    var seen: Set<Identifier> = []
    for source in sources {
      for index in 0..<source.count {
        let text = source.text(index)
        let hash = Self.hash(text, folded: true)
        guard suspicious.contains(hash) else { continue }
        guard seen.insert(Identifier(text)).inserted else { continue }
        let named = Named(text: text, place: source.place(index))
        compare(named, with: groups[hash] ?? [])
        groups[hash, default: []].append(named)
      }
    }
  }

  /// The hashes of what several identifiers look like without case. Millions are told apart here by two numbers each.
  private static func suspicious(_ sources: [Source]) -> Set<Int> {
    var exact: [Int: Int] = [:]
    exact.reserveCapacity(sources.reduce(0) { max($0, $1.count) })
    var suspicious: Set<Int> = []
    for source in sources {
      for index in 0..<source.count {
        let text = source.text(index)
        let folded = hash(text, folded: true)
        let own = hash(text, folded: false)
        if let first = exact[folded] {
          if first != own { suspicious.insert(folded) }
        } else {
          exact[folded] = own
        }
      }
    }
    return suspicious
  }

  private mutating func compare(_ named: Named, with others: [Named]) {
    let form = ShownForm.of(named.text)
    for other in others {
      let otherForm = ShownForm.of(other.text)
      if isSame(form, otherForm) { return report(alike: named, other) }
      if isSame(form.lowercased(), otherForm.lowercased()) { return report(caseOf: named, other) }
    }
  }

  private mutating func report(alike a: Named, _ b: Named) {
    let (x, y) = CodePoints.differing(a.text, b.text)
    let isPublished = a.place == nil
    findings.append(
      Finding(
        .lookAlike, at: a.place,
        "\(subject(a)) (\(x)) looks the same as \(Quoted.name(b.text)) (\(y))\(place(b))",
        because: Self.reason,
        remedy: isPublished
          ? Self.remedyOfPublished
          : "write it the same way everywhere, or give one of the two another name",
        severity: isPublished ? .warning : nil))
  }

  private mutating func report(caseOf a: Named, _ b: Named) {
    findings.append(
      Finding(
        .caseAlone, at: a.place, "\(subject(a)) differs from \(Quoted.name(b.text))\(place(b)) in case alone",
        because: "identifiers are compared by their bytes, so these are two",
        remedy: "nothing if they are two; otherwise write it the same way everywhere"))
  }

  private func subject(_ named: Named) -> String {
    "\(named.place == nil ? "the published " : "")\(kind.name) \(Quoted.name(named.text))"
  }

  private func place(_ named: Named) -> String { named.place.map { " at \($0)" } ?? ", which is published" }

  /// - Parameter folded: of what it looks like without case.
  private static func hash(_ text: String, folded: Bool) -> Int {
    var text = text
    var hasher = Hasher()
    let isDone = text.withUTF8 { bytes in
      if !folded {
        hasher.combine(bytes: UnsafeRawBufferPointer(bytes))
        return true
      }
      guard bytes.allSatisfy({ $0 < 0x80 }) else { return false }
      withUnsafeTemporaryAllocation(of: UInt8.self, capacity: bytes.count + 1) { lower in
        for (index, byte) in bytes.enumerated() {
          lower[index] = byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte
        }
        hasher.combine(bytes: UnsafeRawBufferPointer(start: lower.baseAddress, count: bytes.count))
      }
      return true
    }
    if !isDone {
      var form = ShownForm.of(text).lowercased()
      form.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
    return hasher.finalize()
  }
}

/// Where two texts differ, by the numbers of their characters in Unicode.
enum CodePoints {
  /// For é as one character and as two: `U+00E9` and `U+0065 U+0301`.
  static func differing(_ a: String, _ b: String) -> (String, String) {
    let x = Array(a.unicodeScalars)
    let y = Array(b.unicodeScalars)
    var start = 0
    while start < min(x.count, y.count), x[start] == y[start] { start += 1 }
    var end = 0
    while end < min(x.count, y.count) - start, x[x.count - 1 - end] == y[y.count - 1 - end] { end += 1 }
    // Where one has a character more, the one in front of it shows where.
    if start > 0, x.count - end == start || y.count - end == start { start -= 1 }
    return (names(x[start..<x.count - end]), names(y[start..<y.count - end]))
  }

  private static func names(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    scalars.prefix(8).map { scalar in
      let digits = String(scalar.value, radix: 16, uppercase: true)
      return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }.joined(separator: " ") + (scalars.count > 8 ? " …" : "")
  }
}
