import Billing
import Exports

/// What an auditor holds against the systems that the exports came from: how many rows each file has, and what they add
/// up to in each currency. It stands in the manifest.
package struct ControlTotals: Sendable, Equatable {
  package struct File: Sendable, Equatable {
    /// The path as it was read, and what a manifest calls it once it is `named`; of a file in a zip the path of the zip, and
    /// its own in there.
    package var name: String
    package var kind: String
    package var rows: Int
    /// Rows that repeat another one word for word: they count once, and are in no sum.
    package var repeatedRows: Int
    package var sums: [Sum] = []
  }

  /// Exact, and in no way rounded: of usage what rows charge before discounts, of payments and credit notes their amounts,
  /// of invoices the totals that are stated.
  package struct Sum: Sendable, Equatable {
    /// Nil for usage that belongs to no invoice yet and does not tell.
    package var currency: String?
    package var amount: String
  }

  private var files: [File]

  /// Of files by their paths.
  ///
  /// - Parameter currency: of a payment or credit note, as it is stated or as its invoice or workspace has it.
  package init(
    _ contents: ExportContents,
    currency: (_ stated: Currency?, _ invoice: Identifier?, _ workspace: Identifier?) -> Currency?
  ) {
    // By the bytes of their names.
    var sums: [Identifier: FileSums] = [:]
    func add(_ file: String, _ amount: ExactDecimal?, _ currency: Currency?) {
      sums[Identifier(file), default: FileSums()].add(amount, currency)
    }
    for place in contents.workspacePlaces { add(place.file, nil, nil) }
    for (invoice, place) in zip(contents.invoices, contents.invoicePlaces) {
      add(place.file, invoice.declared.total, invoice.currency)
    }
    for (payment, place) in zip(contents.payments, contents.paymentPlaces) {
      add(place.file, payment.amount, currency(payment.currency, payment.invoice, payment.workspace))
    }
    for (note, places) in zip(contents.creditNotes, contents.creditNotePlaces) {
      add(places.amount.file, note.amount, currency(note.currency, note.invoice, note.workspace))
    }
    files = contents.files.map { count in
      let kept = sums[Identifier(count.file)] ?? FileSums()
      let isUsage = count.kind == .usage
      return File(
        name: count.file, kind: count.kind.rawValue, rows: count.rows,
        repeatedRows: isUsage ? count.repeatedRows : count.rows - kept.rows,
        sums: (isUsage ? FileSums(count.amounts) : kept).sorted)
    }
  }

  /// With files called what a manifest calls them.
  ///
  /// - Parameter folder: the exports folder, as it was given.
  package func named(in folder: String) -> ControlTotals {
    var named = self
    for position in files.indices { named.files[position].name = InputName.of(files[position].name, in: folder) }
    return named
  }

  private struct FileSums {
    private(set) var rows = 0
    private var amounts: [Currency?: ExactDecimal] = [:]

    init(_ amounts: [Currency?: ExactDecimal] = [:]) {
      self.amounts = amounts
    }

    mutating func add(_ amount: ExactDecimal?, _ currency: Currency?) {
      rows += 1
      if let amount { amounts[currency, default: .zero] += amount }
    }

    /// By currency; last what tells none.
    var sorted: [Sum] {
      amounts.map { Sum(currency: $0.key?.code, amount: $0.value.description) }
        .sorted { ($0.currency == nil ? 1 : 0, $0.currency ?? "") < ($1.currency == nil ? 1 : 0, $1.currency ?? "") }
    }
  }
}

extension ControlTotals {
  /// What a manifest states; nil where it states none, or something else.
  package init?(_ json: JSONValue?) {
    guard let elements = json?.elements else { return nil }
    var files: [File] = []
    for element in elements {
      guard let name = element["file"]?.text, let kind = element["kind"]?.text, let rows = element["rows"]?.whole,
        let repeated = element["repeated_rows"]?.whole, let sums = element["sums"]?.elements
      else { return nil }
      var file = File(name: name, kind: kind, rows: rows, repeatedRows: repeated)
      for sum in sums {
        guard let amount = sum["amount"]?.text else { return nil }
        file.sums.append(Sum(currency: sum["currency"]?.text, amount: amount))
      }
      files.append(file)
    }
    self.files = files
  }

  package func write(to json: inout JSONText) {
    json.array("control_totals", files) { file, buffer in
      JSONText.object(buffer) { json in
        json.text("file", file.name)
        json.text("kind", file.kind)
        json.number("rows", file.rows)
        json.number("repeated_rows", file.repeatedRows)
        json.array("sums", file.sums) { sum, buffer in
          JSONText.object(buffer) { json in
            json.text("currency", sum.currency)
            json.text("amount", sum.amount)
          }
        }
      }
    }
  }
}
