import Billing
import Diagnostics

/// Money on account that was moved and was not there, and money on account beside invoices that are open.
package struct AccountChecks {
  /// Each account with something to look at.
  private let accounts: [MoneyOnAccount]

  /// - Parameters:
  ///   - documents: all that are known.
  ///   - payments: all, each with whether it was put to an issued invoice.
  ///   - workspaces: those that the run touches; all where empty.
  package init(
    _ documents: [LedgerEntry], _ payments: some Sequence<MoneyOnAccount.Put>, touching workspaces: Set<Identifier>,
    asOf: Day
  ) {
    accounts = MoneyOnAccount.all(documents, payments, asOf: asOf)
      .filter { workspaces.isEmpty || workspaces.contains($0.workspace) }
  }

  /// What lies on account beside open invoices, by currency.
  package var unapplied: [(currency: Currency, amount: Amount)] {
    Dictionary(accounts.map { ($0.currency, $0.besideOpenInvoices) }, uniquingKeysWith: +)
      .filter { $0.value > .zero }.sorted { $0.key < $1.key }.map { (currency: $0.key, amount: $0.value) }
  }

  /// - Parameter payments: they know where each of them stands.
  package func findings(_ payments: PutPayments) -> [Finding] {
    let places = payments.places(
      of: Set(accounts.flatMap { $0.overdrafts.map(\.credit.id) + $0.unapplied.map(\.payment.id) }))
    return accounts.flatMap { account in
      account.overdrafts.map { Self.finding($0, account, at: places[$0.credit.id]) }
        + (account.besideOpenInvoices > .zero
          ? [Self.finding(account, at: account.unapplied.first.flatMap { places[$0.payment.id] })] : [])
    }
  }

  private static func finding(
    _ overdraft: MoneyOnAccount.Overdraft, _ account: MoneyOnAccount, at place: Place?
  ) -> Finding {
    let currency = account.currency
    return Finding(
      .creditOverAccount, at: place,
      "credit “\(overdraft.credit.id)” moves \(overdraft.credit.amount.text(in: currency)) \(currency) to invoice "
        + "“\(overdraft.credit.invoice?.text ?? "")”, but “\(account.workspace)” had "
        + "\(overdraft.available.text(in: currency)) \(currency) on account",
      because: "the invoice counts as paid with money that nobody has seen",
      remedy: "export the payment that brought the money in; or write type payment, if this one did")
  }

  private static func finding(_ account: MoneyOnAccount, at place: Place?) -> Finding {
    func list(_ names: [String]) -> String {
      names.prefix(5).joined(separator: ", ") + (names.count > 5 ? " and \(names.count - 5) more" : "")
    }
    let payments = list(
      account.unapplied.map { "“\($0.payment.id)” (\($0.left.text(in: account.currency)) \(account.currency))" })
    return Finding(
      .unappliedMoney, at: place,
      "workspace “\(account.workspace)” has money on account, of payment \(payments), beside open invoices: "
        + list(account.open.map { "“\($0)”" }),
      because: "it is put to no invoice, so they go on asking for all of it",
      remedy:
        "fill in the invoice_number of the payment; or move the money with type credit; or leave it, if it is for "
        + "later")
  }
}
