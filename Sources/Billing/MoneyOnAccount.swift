/// What a workspace has on account in one currency, as of a day: where it came from, and what was taken from it.
///
/// On account is what invoices were overpaid, and what was paid for none that is issued. Money that `type: credit` moves to
/// an invoice is taken from it; only what the invoice still owed counts, because the rest is on account again.
public struct MoneyOnAccount: Sendable {
  /// A payment, and whether it was put to an issued invoice.
  public typealias Put = (payment: Payment, isApplied: Bool)

  /// Money that was moved to an invoice and was not there.
  public struct Overdraft: Sendable {
    public var credit: Payment
    /// What was left on account for it.
    public var available: Amount
  }

  /// A payment for no invoice, with what is left of it.
  public struct Unapplied: Sendable {
    public var payment: Payment
    public var left: Amount
  }

  public let workspace: Identifier
  public let currency: Currency
  /// By date and id.
  public private(set) var overdrafts: [Overdraft] = []
  /// Payments that name no invoice and have not been moved to one, by date and id.
  public private(set) var unapplied: [Unapplied] = []
  /// The numbers of the invoices on which something is left to pay.
  public private(set) var open: [Identifier] = []

  /// What is on account though invoices are open: it could be put to them.
  public var besideOpenInvoices: Amount { open.isEmpty ? .zero : unapplied.reduce(.zero) { $0 + $1.left } }

  private struct Key: Hashable {
    var workspace: Identifier
    var currency: Currency
  }

  /// The accounts on which there is something to look at, by workspace and currency.
  ///
  /// - Parameters:
  ///   - documents: all that are known.
  ///   - payments: all that count beside those documents.
  public static func all(
    _ documents: [LedgerEntry], _ payments: some Sequence<Put>, asOf: Day
  ) -> [MoneyOnAccount] {
    var accounts: [Key: Account] = [:]
    for (payment, isApplied) in payments {
      guard let workspace = payment.workspace else { continue }
      let isCredit = payment.kind == .credit
      guard isCredit || !isApplied, payment.date <= asOf, payment.state(asOf: asOf) == .succeeded else { continue }
      let key = Key(workspace: workspace, currency: payment.currency)
      if isCredit {
        // A credit for what nobody knows, or for what is not issued, moves nothing.
        if isApplied { accounts[key, default: Account()].credits.append(payment) }
      } else {
        accounts[key, default: Account()].received.append(payment)
      }
    }
    guard !accounts.isEmpty else { return [] }
    for document in documents where document.type == .invoice && document.counts {
      let key = Key(workspace: document.workspace, currency: document.currency)
      guard let index = accounts.index(forKey: key) else { continue }
      accounts.values[index].balances[document.number] = document.due - document.credit
      if document.leftToPay > .zero { accounts.values[index].open.append(document.number) }
    }
    return accounts.sorted { a, b in
      a.key.workspace != b.key.workspace ? a.key.workspace < b.key.workspace : a.key.currency < b.key.currency
    }.map { key, account in MoneyOnAccount(key, account) }
      .filter { !$0.overdrafts.isEmpty || $0.besideOpenInvoices > .zero }
  }

  /// What there is to an account, before it is followed through.
  private struct Account {
    var received: [Payment] = []
    var credits: [Payment] = []
    /// due − credit of each invoice.
    var balances: [Identifier: Amount] = [:]
    var open: [Identifier] = []
  }

  private init(_ key: Key, _ account: Account) {
    workspace = key.workspace
    currency = key.currency
    open = account.open.sorted()
    // What invoices would owe if nothing had been moved to them.
    var balances = account.balances
    for credit in account.credits {
      if let invoice = credit.invoice, let balance = balances[invoice] { balances[invoice] = balance + credit.amount }
    }
    let overpaid = balances.values.reduce(.zero) { $0 + max(.zero, -$1) }
    var available = account.received.reduce(overpaid) { $0 + $1.onAccount }
    var taken: Amount = .zero
    for credit in account.credits.sorted(by: Payment.isListedBefore) {
      // An invoice that is listed nowhere took all of it.
      let owed = credit.invoice.flatMap { balances[$0] } ?? credit.amount
      let moved = min(credit.amount, max(.zero, owed))
      if let invoice = credit.invoice, balances[invoice] != nil { balances[invoice] = owed - credit.amount }
      if moved > available { overdrafts.append(Overdraft(credit: credit, available: max(.zero, available))) }
      available -= moved
      taken += moved
    }
    unapplied = Self.left(account.received, of: available, taken: max(.zero, taken - overpaid))
  }

  /// What is left of payments for no invoice: the first to come in is the first to be moved, or given back.
  ///
  /// - Parameters:
  ///   - available: what is on account after all.
  ///   - taken: what was moved to invoices beyond what others were overpaid.
  private static func left(_ received: [Payment], of available: Amount, taken: Amount) -> [Unapplied] {
    var gone = received.reduce(taken) { $0 + max(.zero, -$1.onAccount) }
    var left = max(.zero, available)
    var unapplied: [Unapplied] = []
    for payment in received.sorted(by: Payment.isListedBefore) where payment.onAccount > .zero {
      let used = min(gone, payment.amount)
      gone -= used
      let rest = min(left, payment.amount - used)
      guard payment.kind == .payment, payment.invoice == nil, rest > .zero else { continue }
      left -= rest
      unapplied.append(Unapplied(payment: payment, left: rest))
    }
    return unapplied
  }
}

extension Payment {
  /// What it adds to the account where it is put to no invoice.
  fileprivate var onAccount: Amount {
    switch kind {
    case .payment, .chargebackReversal: amount
    case .refund, .chargeback: -amount
    case .writeOff, .credit: .zero
    }
  }
}
