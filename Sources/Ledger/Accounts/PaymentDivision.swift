import Billing

/// A payment as an earlier run saw it, held against what the exports say of it now: what is put to another invoice, and
/// whose account that changes.
struct PaymentDivision {
  /// What a part is for.
  private struct Purpose: Hashable {
    var invoice: Identifier?
    /// Whose money it is on account.
    var workspace: Identifier?

    init(_ part: Payment) {
      invoice = part.invoice
      workspace = part.invoice == nil ? part.workspace : nil
    }
  }

  let kept: [Payment]
  let now: [Payment]

  static func sum(_ parts: [Payment]) -> Amount { parts.reduce(.zero) { $0 + $1.amount } }

  /// The part of a payment that was for the same invoice, or on the same account; else the one it came from, where there
  /// was one part only.
  static func part(like part: Payment, in kept: [Payment]) -> Payment? {
    kept.first { Purpose($0) == Purpose(part) } ?? (kept.count == 1 ? kept.first : nil)
  }

  /// Whether money left an invoice it was put to, or the account of one workspace for another's. Money on account that is
  /// put to an invoice is as usual.
  var isMoved: Bool {
    let parts = Self.sums(now) { Purpose($0) }
    let shares = Self.sums(now, by: \.workspace)
    return kept.contains { $0.invoice != nil && parts[Purpose($0)] ?? .zero < $0.amount }
      || Self.sums(kept, by: \.workspace).contains { $0.key != nil && shares[$0.key] ?? .zero < $0.value }
  }

  /// The workspaces whose part of the payment is another now, nobody's included.
  var changedWorkspaces: Set<Identifier?> {
    struct Share: Hashable {
      var workspace: Identifier?
      var purpose: Purpose
    }
    let before = Self.sums(kept) { Share(workspace: $0.workspace, purpose: Purpose($0)) }
    let after = Self.sums(now) { Share(workspace: $0.workspace, purpose: Purpose($0)) }
    return Set(
      Set(before.keys).union(after.keys).lazy.filter { before[$0] != after[$0] }.map(\.workspace))
  }

  private static func sums<Key: Hashable>(_ parts: [Payment], by key: (Payment) -> Key) -> [Key: Amount] {
    Dictionary(parts.map { (key($0), $0.amount) }, uniquingKeysWith: +)
  }
}
