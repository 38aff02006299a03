import Billing
import Yams

extension Configuration {
  /// Reads a configuration file. All problems are reported together.
  public init(yaml text: String, file: String) throws(ConfigurationError) {
    self.init()
    let root: Node?
    do {
      root = try Yams.compose(yaml: text)
    } catch {
      throw ConfigurationError(file: file, error)
    }
    guard let root else { return }
    var reader = ConfigurationReader()
    read(root, &reader)
    guard reader.problems.isEmpty else { throw ConfigurationError(file: file, problems: reader.problems) }
  }

  private mutating func read(_ root: Node, _ reader: inout ConfigurationReader) {
    let keys = [
      "seller", "invoice", "currency", "rounding", "rounding_mode", "declared", "overlaps", "check", "lines", "tax",
      "dates", "publish", "labels", "locale", "sources",
    ]
    // Tax codes are needed to read the default tax, wherever the two stand.
    var defaultTax: Node?
    reader.mapping(root, "", keys: keys) { reader, key, node, path in
      switch key {
      case "seller": seller.read(node, path, &reader)
      case "invoice": invoice.read(node, path, &reader)
      case "currency": readCurrency(node, path, &reader)
      case "rounding": policy.rounding = reader.choice(node, path, BillingPolicy.Rounding.self) ?? policy.rounding
      case "rounding_mode": policy.mode = reader.choice(node, path, RoundingMode.self) ?? policy.mode
      case "declared": declaredWarns = reader.choice(node, path, ["error", "warn"]) == "warn"
      case "check": readCheck(node, path, &reader)
      case "overlaps": overlapsWarn = reader.choice(node, path, ["error", "warn"]) == "warn"
      case "lines": readLines(node, path, &reader)
      case "tax": defaultTax = readTax(node, path, &reader)
      case "dates": readDates(node, path, &reader)
      case "publish": readPublish(node, path, &reader)
      case "locale": reader.unavailable(node, path, unless: "en")
      default: reader.unavailable(node, path, unless: "")
      }
    }
    if let defaultTax { readDefaultTax(defaultTax, &reader) }
  }

  private mutating func readCurrency(_ node: Node, _ path: String, _ reader: inout ConfigurationReader) {
    guard let code = reader.text(node, path) else { return }
    currency = Currency(code)
    if currency == nil {
      reader.problem(node, "\(path) is \"\(code)\", which ISO 4217 does not list", "write a code such as EUR")
    }
  }

  private mutating func readCheck(_ node: Node, _ path: String, _ reader: inout ConfigurationReader) {
    reader.mapping(node, path, keys: ["change"]) { reader, _, node, path in
      change = reader.rate(node, path) ?? change
    }
  }

  private mutating func readLines(_ node: Node, _ path: String, _ reader: inout ConfigurationReader) {
    reader.mapping(node, path, keys: ["group_by", "from"]) { reader, key, node, path in
      switch key {
      case "from":
        policy.lineSource = reader.choice(node, path, BillingPolicy.LineSource.self) ?? policy.lineSource
      default:
        let columns = reader.list(node, path).compactMap {
          reader.choice($0, path, LineGrouping.Column.self)
        }
        policy.grouping = LineGrouping(Set(columns))
      }
    }
  }

  /// Returns the node of the default tax.
  private mutating func readTax(_ node: Node, _ path: String, _ reader: inout ConfigurationReader) -> Node? {
    var defaultTax: Node?
    reader.mapping(node, path, keys: ["prices", "per_line", "default", "codes"]) { reader, key, node, path in
      switch key {
      case "prices": policy.prices = reader.choice(node, path, BillingPolicy.Prices.self) ?? policy.prices
      case "per_line": policy.taxPerLine = reader.boolean(node, path) ?? policy.taxPerLine
      case "default": defaultTax = node
      default:
        reader.mapping(node, path, keys: node.mapping?.keys.compactMap(\.scalar?.string) ?? []) {
          reader, code, node, path in
          let rates = reader.list(node, path).map { Self.taxRate($0, path, &reader) }
          policy.taxCodes[Identifier(code)] = TaxCode(rates: rates.compactMap(\.self))
        }
      }
    }
    return defaultTax
  }

  private static func taxRate(_ node: Node, _ path: String, _ reader: inout ConfigurationReader) -> TaxRate? {
    var name: String?
    var rate: Rate?
    var category: String?
    var reason: String?
    let problems = reader.problems.count
    reader.mapping(node, path, keys: ["name", "rate", "category", "reason"]) { reader, key, node, path in
      switch key {
      case "name": name = reader.text(node, path)
      case "rate": rate = reader.rate(node, path)
      case "category": category = reader.text(node, path)
      default: reason = reader.text(node, path)
      }
    }
    guard let name, let rate else {
      if reader.problems.count == problems {
        reader.problem(node, "a tax of \(path) lacks its name or its rate", "write {name: VAT, rate: 19%}")
      }
      return nil
    }
    return TaxRate(name: name, rate: rate, category: category, reason: reason)
  }

  private mutating func readDefaultTax(_ node: Node, _ reader: inout ConfigurationReader) {
    guard let text = reader.text(node, "tax.default"), text != "none" else { return }
    if let code = policy.taxCodes[Identifier(text)] {
      policy.defaultTax = code
    } else if text.first?.isNumber == true {
      if let rate = reader.rate(node, "tax.default") { policy.defaultTax = TaxCode(unnamed: rate) }
    } else {
      reader.problem(
        node, "tax.default is \"\(text)\", which is no tax code",
        "write none, a rate such as 19%, or one of tax.codes: \(policy.taxCodes.keys.sorted().map(\.text).joined(separator: ", "))"
      )
    }
  }

  private mutating func readDates(_ node: Node, _ path: String, _ reader: inout ConfigurationReader) {
    reader.mapping(node, path, keys: ["period_end", "zone"]) { reader, key, node, path in
      switch key {
      case "period_end":
        periodEndIsInclusive = reader.choice(node, path, ["exclusive", "inclusive"]) == "inclusive"
      default:
        zone = reader.text(node, path) ?? zone
      }
    }
  }

  private mutating func readPublish(_ node: Node, _ path: String, _ reader: inout ConfigurationReader) {
    let keys = ["formats", "private_links", "private_links_key", "usage_detail", "drafts", "in_place"]
    reader.mapping(node, path, keys: keys) { reader, key, node, path in
      switch key {
      case "formats":
        let chosen = reader.list(node, path).compactMap { reader.choice($0, path, Format.self) }
        // A site without pages is none, so html is always written.
        formats = Set(chosen).union([.html])
      case "usage_detail": usageDetail = reader.boolean(node, path) ?? usageDetail
      case "drafts": sharesDrafts = reader.boolean(node, path) ?? sharesDrafts
      case "in_place": publishesInPlace = reader.boolean(node, path) ?? publishesInPlace
      case "private_links": privateLinks = reader.boolean(node, path) ?? privateLinks
      default: privateLinksKey = reader.text(node, path)
      }
    }
  }
}

extension Configuration.Seller {
  fileprivate mutating func read(_ node: Node, _ path: String, _ reader: inout ConfigurationReader) {
    let keys = [
      "name", "legal_name", "address", "city", "postal_code", "country", "tax_id", "email", "logo", "bank",
    ]
    reader.mapping(node, path, keys: keys) { reader, key, node, path in
      switch key {
      case "name": name = reader.text(node, path)
      case "legal_name": legalName = reader.text(node, path)
      case "address": address = reader.text(node, path)
      case "city": city = reader.text(node, path)
      case "postal_code": postalCode = reader.text(node, path)
      case "country": country = reader.text(node, path)
      case "tax_id": taxID = reader.text(node, path)
      case "email": email = reader.text(node, path)
      case "logo": reader.unavailable(node, path, unless: "")
      default: readBank(node, path, &reader)
      }
    }
  }

  private mutating func readBank(_ node: Node, _ path: String, _ reader: inout ConfigurationReader) {
    reader.mapping(node, path, keys: ["iban", "bic", "name"]) { reader, key, node, path in
      switch key {
      case "iban": iban = reader.text(node, path)
      case "bic": bic = reader.text(node, path)
      default: bankName = reader.text(node, path)
      }
    }
  }
}

extension Configuration.InvoiceTexts {
  fileprivate mutating func read(_ node: Node, _ path: String, _ reader: inout ConfigurationReader) {
    let keys = ["terms", "footer", "pay_url", "number_prefix", "due_days", "void"]
    reader.mapping(node, path, keys: keys) { reader, key, node, path in
      switch key {
      case "terms": terms = reader.text(node, path)
      case "footer": footer = reader.text(node, path)
      case "pay_url": payURL = reader.text(node, path)
      case "void": allowsVoid = reader.choice(node, path, ["refuse", "allow"]) == "allow"
      case "number_prefix": numberPrefix = reader.text(node, path) ?? numberPrefix
      default: dueDays = reader.whole(node, path)
      }
    }
  }
}

extension ConfigurationError {
  /// YAML that does not parse.
  fileprivate init(file: String, _ error: any Error) {
    let remedy = "mend the YAML there; indentation by spaces and a space after each colon are the usual cause"
    switch error as? YamlError {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      self.init(file: file, problems: [.init(line: mark.line, message: problem, remedy: remedy)])
    case .duplicatedKeysInMapping(let duplicates, let context):
      let message = "a key stands twice: \(duplicates)"
      self.init(
        file: file,
        problems: [.init(line: context.mark.line, message: message, remedy: "keep one of them")])
    default:
      self.init(file: file, problems: [.init(line: nil, message: "\(error)", remedy: remedy)])
    }
  }
}
