/// What hashes of texts and numbers are made with. An export is made by whoever is billed, too: with numbers that anybody
/// can read here, one could choose texts that all fall into one place of a table, which would then be searched from end to
/// end for every row. So the numbers are drawn anew by every process, and each step of a hash multiplies what an export
/// says with one that nobody knows.
///
/// Order and output never depend on them: what is listed goes by numbers that were given out in the order of the rows.
struct HashSeed: BitwiseCopyable, Equatable, Sendable {
  /// What a long text begins with.
  var start: UInt64
  var a: UInt64
  var b: UInt64
  var c: UInt64

  /// That of all tables.
  static let process = HashSeed()

  /// The same on every machine and in every version, for hashes that are compared and not looked up by.
  @inline(__always)
  static var fixed: HashSeed {
    HashSeed(start: 0, a: 0xA076_1D64_78BD_642F, b: 0xE703_7ED1_A0B4_28DB, c: 0x8EBC_6AF0_9C88_C6E3)
  }

  @inline(__always)
  private init(start: UInt64, a: UInt64, b: UInt64, c: UInt64) {
    (self.start, self.a, self.b, self.c) = (start, a, b, c)
  }

  private init() {
    var random = SystemRandomNumberGenerator()
    // Odd factors lose no bit of what they are multiplied with.
    self.init(start: random.next(), a: random.next() | 1, b: random.next() | 1, c: random.next() | 1)
  }

  /// Both halves of the product.
  @inline(__always)
  static func fold(_ x: UInt64, _ y: UInt64) -> UInt64 {
    let product = x.multipliedFullWidth(by: y)
    return product.high ^ product.low
  }

  /// The hash of two small numbers, or of any 64 bits.
  @inline(__always)
  func hash(_ value: UInt64) -> UInt64 { Self.fold(value ^ a, b) }
}
