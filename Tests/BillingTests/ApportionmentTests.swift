import TestSupport
import Testing

@testable import Billing

/// A whole split into parts that add up to it.
@Suite struct ApportionmentTests {
  private func shares(_ total: Int128, _ weights: [Int128], _ mode: RoundingMode = .halfUp) -> [Int128]? {
    Apportionment.shares(of: units(total), inProportionTo: weights.map(units), mode)?.map(\.minorUnits)
  }

  @Test func whatIsMissingGoesToThePartsRoundedFurthestDown() {
    // 100 over 1 : 1 : 1 = 33.33 each; one missing, all moved alike: the first.
    #expect(shares(100, [1, 1, 1]) == [34, 33, 33])
    // 10 over 10 : 12 : 11 = 3.03, 3.63, 3.33 → 3, 4, 3
    #expect(shares(10, [10, 12, 11]) == [3, 4, 3])
    // 5 over 2 : 3 : 4 = 1.11, 1.66, 2.22 → 1, 2, 2
    #expect(shares(5, [2, 3, 4]) == [1, 2, 2])
    // 7 over 2 : 3 : 4 : 1 = 1.4, 2.1, 2.8, 0.7 → 1, 2, 3, 1
    #expect(shares(7, [2, 3, 4, 1]) == [1, 2, 3, 1])
    // 1 over 3 : 4 : 3 = 0.3, 0.4, 0.3: the one in the middle
    #expect(shares(1, [3, 4, 3]) == [0, 1, 0])
  }

  @Test func whatIsTooMuchComesFromThePartsRoundedFurthestUp() {
    // 2 over 1 : 1 : 1 : 1 = 0.5 each → 1, 1, 1, 1; two too many
    #expect(shares(2, [1, 1, 1, 1]) == [0, 0, 1, 1])
    // 10 over 8 : 8 : 9 = 3.2, 3.2, 3.6 → 3, 3, 4; 11 over 17 : 17 : 20 = 3.46, 3.46, 4.07: one missing, the first
    #expect(shares(10, [8, 8, 9]) == [3, 3, 4])
    #expect(shares(11, [17, 17, 20]) == [4, 3, 4])
    // 3 over 26 : 27 : 7 = 1.3, 1.35, 0.35 → 1, 1, 0: the second and the third moved alike, the second is first
    #expect(shares(3, [26, 27, 7]) == [1, 2, 0])
  }

  @Test func eachModeGivesAWhole() {
    // 3.5 : 3.5 : 3 of 10. half-up 4, 4, 3: one from the first; half-even the same; down 3, 3, 3: one to the first.
    #expect(shares(10, [35, 35, 30], .halfUp) == [3, 4, 3])
    #expect(shares(10, [35, 35, 30], .halfEven) == [3, 4, 3])
    #expect(shares(10, [35, 35, 30], .down) == [4, 3, 3])
  }

  @Test func negativeTotalsMirrorPositiveOnes() {
    #expect(shares(-100, [1, 1, 1]) == [-34, -33, -33])
    #expect(shares(100, [-1, -1, -1]) == [34, 33, 33])
    #expect(shares(-2, [1, 1, 1, 1]) == [0, 0, -1, -1])
    #expect(shares(100, [150, -50]) == [150, -50])
  }

  @Test func overNothing() {
    #expect(shares(100, []) == nil)
    #expect(shares(100, [0, 0]) == nil)
    #expect(shares(100, [5, -5]) == nil)
    #expect(shares(0, [1, 2]) == [0, 0])
    #expect(shares(7, [0, 5, 0]) == [0, 7, 0])
  }

  @Test(arguments: 1...300 as ClosedRange<UInt64>)
  func sharesSumToTheTotal(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let mode = RoundingMode.allCases.randomElement(using: &random)!
    let total = Int128.random(in: -1_000_000...1_000_000, using: &random)
    let weights = (0..<Int.random(in: 1...12, using: &random)).map { _ in
      Int128.random(in: -20...1000, using: &random)
    }
    guard let shares = shares(total, weights, mode) else {
      #expect(weights.reduce(0, +) == 0, "seed \(seed)")
      return
    }
    #expect(shares.reduce(0, +) == total, "seed \(seed)")
    #expect(self.shares(-total, weights, mode) == shares.map { -$0 }, "seed \(seed)")
    // No share is a whole unit or more away from its exact value.
    let sum = weights.reduce(0, +)
    for (share, weight) in zip(shares, weights) {
      #expect((share * sum - total * weight).magnitude < sum.magnitude, "seed \(seed)")
    }
  }
}
