import Diagnostics
import Foundation

/// For each kind of finding the least that leads to it: the catalogue shows it, and a test runs it.
struct FindingExample {
  let kind: FindingKind
  /// Files of the exports, in the order they are shown.
  let files: [(name: String, text: String)]
  var configuration = ""
  /// What the catalogue says instead of a file too large to show.
  var instead: String?
  /// Files as they were when a run published them, where the finding is about that.
  var published: [(name: String, text: String)] = []
  /// What the configuration was then.
  var publishedConfiguration = ""
  /// What follows the period on the command line, or `verify`.
  var arguments: [String] = []
  /// What is done to the exports, in the language of the shell.
  var preparation = ""
  /// What is done to a published site, in the language of the shell; then it is verified.
  var damage: String?

  init(
    _ kind: FindingKind, _ files: KeyValuePairs<String, String>, configuration: String = "", instead: String? = nil,
    published: KeyValuePairs<String, String> = [:], publishedConfiguration: String = "", arguments: [String] = [],
    preparation: String = ""
  ) {
    self.preparation = preparation
    self.published = published.map { ($0.key, $0.value) }
    self.publishedConfiguration = publishedConfiguration
    self.arguments = arguments
    self.kind = kind
    self.files = files.map { ($0.key, $0.value) }
    self.configuration = configuration
    self.instead = instead
  }
}

extension FindingExample {
  /// An example of what is found in a site.
  init(_ kind: FindingKind, after damage: String, arguments: [String] = []) {
    self.init(kind, [:], arguments: arguments)
    self.damage = damage
  }

  private static let header = "workspace_id,billing_period,service,amount,currency\n"
  private static let invoice = "invoice_number,workspace_id,billing_period,currency\nA-1,acme,2024-05,EUR\n"

  private static func usage(_ rows: String) -> KeyValuePairs<String, String> {
    ["invoices.csv": invoice, "usage.csv": rows]
  }

  private static func payments(_ rows: String) -> KeyValuePairs<String, String> {
    [
      "invoices.csv": invoice, "usage.csv": "invoice_number,service,amount\nA-1,Compute,10.00\n",
      "payments.csv": rows,
    ]
  }

  /// Credit notes for an invoice of 10.00.
  private static func credit(_ rows: String, also columns: String = "") -> KeyValuePairs<String, String> {
    [
      "invoices.csv": invoice, "usage.csv": "invoice_number,service,amount\nA-1,Compute,10.00\n",
      "credit_notes.csv": "credit_note_number,invoice_number,issue_date,amount\(columns)\n\(rows)",
    ]
  }

  static let files: [FindingExample] = [
    FindingExample(.emptyFile, ["usage.csv": ""]),
    FindingExample(.unreadableFile, ["invoices.csv": invoice], preparation: "ln -s ../may/usage.csv exports/usage.csv"),
    FindingExample(.unsupportedFile, ["invoices.csv": invoice, "usage.xlsx": "(a spreadsheet)\n"]),
    FindingExample(.damagedFile, ["usage.csv.gz": "invoice_number,service,amount\nA-1,Compute,1.00\n"]),
    FindingExample(
      .duplicateFile,
      ["usage-1.csv": header, "usage-2.csv": header]),
    FindingExample(
      .overlappingFiles,
      [
        "invoices.csv": invoice, "usage-10.csv": "invoice_number,service,amount\nA-1,Compute,1.00\nA-1,Storage,2.00\n",
        "usage-31.csv": "invoice_number,service,amount\nA-1,Compute,1.00\nA-1,Storage,2.00\nA-1,Network,4.00\n",
      ]),
    FindingExample(
      .missingPart,
      [
        "usage-1.csv": header,
        "manifest.json": #"{"reportKeys": ["cur/usage-1.csv", "cur/usage-2.csv"]}"# + "\n",
      ]),
    FindingExample(.ignoredFile, ["usage.csv": header, "invoice.csv": invoice]),
    FindingExample(
      .invalidUTF8, ["usage.csv": header + "acme,2024-05,Caf\u{FFFD},1.00,EUR\n"],
      instead: header + "acme,2024-05,Caf\\xE9,1.00,EUR\n"),
    FindingExample(
      .nulByte, ["usage.csv": header + "acme,2024-05,Com\0pute,1.00,EUR\n"],
      instead: header + "acme,2024-05,Com\\x00pute,1.00,EUR\n"),
    FindingExample(.csvSyntax, usage("invoice_number,service,amount\nA-1,19\" rack,1.00\n")),
    FindingExample(.rowWidth, usage("invoice_number,service,amount\nA-1,Compute, large,1.00\n")),
    FindingExample(
      .jsonSyntax, ["invoices.csv": invoice, "usage.json": "[{\"invoice_number\": \"A-1\", \"amount\": 01.00}]\n"]),
    FindingExample(
      .jsonDuplicateKey,
      [
        "invoices.csv": invoice,
        "usage.jsonl": "{\"invoice_number\": \"A-1\", \"service\": \"Compute\", \"amount\": 1, \"amount\": 2}\n",
      ]),
    FindingExample(.jsonShape, ["invoices.csv": invoice, "usage.json": "[\"Compute\", 1.00]\n"]),
    FindingExample(
      .unfinishedList,
      ["invoices.csv": invoice, "usage.json": #"{"object": "list", "has_more": true, "data": []}"# + "\n"]),
    FindingExample(
      .recordTooLong, usage("invoice_number,service,amount\nA-1,\(String(repeating: "x", count: 2 << 20)),1.00\n"),
      instead: "invoice_number,service,amount\nA-1,xxx… (2 MiB of it)\n"),
    FindingExample(
      .tooManyColumns, usage("invoice_number,service,amount" + String(repeating: ",x", count: 10_000) + "\n"),
      instead: "invoice_number,service,amount,x,x,x… (10,000 of it)\n"),
    FindingExample(.duplicateColumn, usage("invoice_number,service,amount,Amount\nA-1,Compute,1.00,2.00\n")),
    FindingExample(.missingColumn, usage("invoice_number,amount\nA-1,1.00\n")),
    FindingExample(.unknownColumn, usage("invoice_number,service,amount,colour\nA-1,Compute,1.00,blue\n")),
    FindingExample(.aliasChosen, usage("invoice_number,service,billed_cost,cost\nA-1,Compute,1.00,0.90\n")),
    FindingExample(.trimmedIdentifier, usage("invoice_number,service,amount\nA-1 ,Compute,1.00\n")),
  ]

  static let values: [FindingExample] = [
    FindingExample(.missingValue, usage("invoice_number,service,amount,quantity\nA-1,Compute,,5\n")),
    FindingExample(.number, usage("invoice_number,service,amount\nA-1,Compute,\"1,234.50\"\n")),
    FindingExample(
      .numberRange, payments("payment_id,invoice_number,date,amount,status\nP-1,A-1,2024-06-01,9.999,succeeded\n")),
    FindingExample(.rate, usage("invoice_number,service,amount,tax_rate\nA-1,Compute,1.00,19\n")),
    FindingExample(
      .date, payments("payment_id,invoice_number,date,amount,status\nP-1,A-1,06/07/2024,9.99,succeeded\n")),
    FindingExample(
      .inclusivePeriodEnd,
      [
        "invoices.csv":
          "invoice_number,workspace_id,period_start,period_end,currency\nA-1,acme,2024-05-01,2024-05-31,EUR\n"
      ]),
    FindingExample(
      .emptyPeriod,
      [
        "invoices.csv":
          "invoice_number,workspace_id,period_start,period_end,currency\nA-1,acme,2024-06-01,2024-05-01,EUR\n"
      ]),
    FindingExample(
      .unknownWord, payments("payment_id,invoice_number,date,amount,status\nP-1,A-1,2024-06-01,9.99,arrived\n")),
    FindingExample(
      .negativeAmount, payments("payment_id,invoice_number,date,amount,status\nP-1,A-1,2024-06-01,-9.99,succeeded\n")),
    FindingExample(
      .unknownCurrency,
      ["invoices.csv": "invoice_number,workspace_id,billing_period,currency\nA-1,acme,2024-05,EURO\n"]),
    FindingExample(
      .unknownTaxCode, usage("invoice_number,service,amount,tax_code\nA-1,Compute,1.00,standart\n"),
      configuration: "tax:\n  codes:\n    standard: [{name: VAT, rate: 19%}]\n"),
    FindingExample(
      .unknownCountry, ["workspaces.csv": "workspace_id,name,country\nacme,Acme,UK\n", "invoices.csv": invoice]),
  ]

  static let rows: [FindingExample] = [
    FindingExample(
      .lookAlike,
      [
        "invoices.csv":
          "invoice_number,workspace_id,billing_period,currency\nA-1,caf\u{E9},2024-05,EUR\nA-2,cafe\u{301},2024-05,EUR\n"
      ]),
    FindingExample(
      .caseAlone,
      [
        "invoices.csv":
          "invoice_number,workspace_id,billing_period,currency\nA-1,acme,2024-05,EUR\nA-2,Acme,2024-05,EUR\n"
      ]),
    FindingExample(
      .duplicateID, usage("usage_id,invoice_number,service,amount\nu1,A-1,Compute,1.00\nu1,A-1,Compute,2.00\n")),
    FindingExample(
      .repeatedRow, usage("usage_id,invoice_number,service,amount\nu1,A-1,Compute,1.00\nu1,A-1,Compute,1.00\n")),
    FindingExample(.unknownInvoice, usage("invoice_number,service,amount\nA-7,Compute,1.00\n")),
    FindingExample(
      .ambiguousInvoice,
      [
        "invoices.csv": invoice + "A-2,acme,2024-05,EUR\n",
        "usage.csv": "workspace_id,timestamp,service,amount\nacme,2024-05-17T10:00:00Z,Compute,1.00\n",
      ]),
    FindingExample(
      .unbilledUsage, usage("workspace_id,timestamp,service,amount\nacme,2024-06-02T10:00:00Z,Compute,1.00\n")),
    FindingExample(
      .missingCurrency, ["usage.csv": header + "acme,2024-05,Compute,1.00,\n"]),
    FindingExample(.currencyMismatch, usage("invoice_number,service,amount,currency\nA-1,Compute,1.00,USD\n")),
    FindingExample(
      .workspaceMismatch, usage("invoice_number,workspace_id,service,amount\nA-1,borealis,Compute,1.00\n")),
    FindingExample(
      .periodMismatch,
      [
        "usage.csv": "invoice_number,workspace_id,billing_period,service,amount,currency\n"
          + "A-1,acme,2024-05,Compute,1.00,EUR\nA-1,acme,2024-06,Compute,2.00,EUR\n"
      ]),
    FindingExample(
      .summedUsage, usage("invoice_number,service,amount,usage_rows\nA-1,Compute,12.00,3\n"),
      configuration: "lines: {group_by: [row]}\n"),
    FindingExample(
      .usageOutsidePeriod, usage("invoice_number,timestamp,service,amount\nA-1,2024-06-02,Compute,1.00\n")),
    FindingExample(
      .unknownWorkspace, ["workspaces.csv": "workspace_id,name\nborealis,Borealis\n", "invoices.csv": invoice]),
    FindingExample(
      .missingContact,
      [
        "workspaces.csv": "workspace_id,name,email\nacme,Acme,\nborealis,Borealis,billing@borealis.example\n",
        "invoices.csv": invoice,
      ]),
    FindingExample(
      .orphanPayment,
      payments("payment_id,invoice_number,date,amount,currency,status\nP-1,A-7,2024-06-01,9.99,EUR,succeeded\n")),
    FindingExample(
      .orphanCreditNote,
      [
        "invoices.csv": invoice,
        "credit_notes.csv":
          "credit_note_number,invoice_number,issue_date,amount,currency\nC-1,A-7,2024-06-01,9.99,EUR\n",
      ]),
    FindingExample(.numberGap, ["invoices.csv": invoice + "A-4,acme,2024-05,EUR\n"]),
    FindingExample(
      .numberOrder,
      [
        "invoices.csv":
          "invoice_number,workspace_id,billing_period,issue_date,currency\nA-1,acme,2024-05,2024-06-02,EUR\n"
          + "A-2,acme,2024-05,2024-06-01,EUR\n"
      ]),
    FindingExample(
      .dueBeforeIssue,
      [
        "invoices.csv":
          "invoice_number,workspace_id,billing_period,issue_date,due_date,currency\n"
          + "A-1,acme,2024-05,2024-06-01,2024-05-31,EUR\n"
      ]),
    FindingExample(
      .farFromPeriod,
      [
        "invoices.csv":
          "invoice_number,workspace_id,billing_period,issue_date,currency\nA-1,acme,2024-05,2023-05-01,EUR\n"
      ]),
    FindingExample(
      .workspaceGone,
      [
        "usage.csv":
          "workspace_id,billing_period,service,amount,currency\nacme,2024-04,Compute,10.00,EUR\n"
          + "borealis,2024-04,Compute,5.00,EUR\nborealis,2024-05,Compute,5.00,EUR\n"
      ]),
  ]

  private static let paying = "payment_id,invoice_number,date,amount,currency,status\n"
  private static let crediting = "credit_note_number,invoice_number,issue_date,amount,currency\n"

  static let published: [FindingExample] = [
    FindingExample(
      .changedIssued, usage("invoice_number,service,amount\nA-1,Compute,12.00\n"),
      published: usage("invoice_number,service,amount\nA-1,Compute,10.00\n")),
    FindingExample(
      .voidedIssued,
      ["invoices.csv": "invoice_number,workspace_id,billing_period,currency,status\nA-1,acme,2024-05,EUR,void\n"],
      published: usage("invoice_number,service,amount\nA-1,Compute,10.00\n")),
    FindingExample(
      .renumbered,
      ["usage.csv": "workspace_id,billing_period,service,amount,currency\nacme,2024-05,Compute,1.00,EUR\n"],
      configuration: "invoice: {number_prefix: R-}\n",
      published: ["usage.csv": "workspace_id,billing_period,service,amount,currency\nacme,2024-05,Compute,1.00,EUR\n"]),
    FindingExample(
      .rebilledUsage,
      [
        "invoices.csv": "invoice_number,workspace_id,billing_period,currency\nA-2,acme,2024-05,EUR\n",
        "usage.csv": "invoice_number,service,amount\nA-2,Compute,10.00\n",
      ], published: usage("invoice_number,service,amount\nA-1,Compute,10.00\n")),
    FindingExample(
      .keptAsIssued, usage("invoice_number,service,amount\nA-1,Compute,10.00\n"),
      configuration: "seller: {name: Example Ltd, city: Newtown}\n",
      published: usage("invoice_number,service,amount\nA-1,Compute,10.00\n"),
      publishedConfiguration: "seller: {name: Example Ltd, city: Oldtown}\n"),
    FindingExample(
      .changedPayment, payments(paying + "P-1,A-1,2024-06-01,9.00,EUR,succeeded\n"),
      published: payments(paying + "P-1,A-1,2024-06-01,10.00,EUR,succeeded\n")),
    FindingExample(
      .movedPayment, payments(paying + "P-1,A-7,2024-06-01,10.00,EUR,succeeded\n"),
      published: payments(paying + "P-1,A-1,2024-06-01,10.00,EUR,succeeded\n")),
    FindingExample(
      .olderPayment, payments(paying + "P-1,A-1,2024-06-01,10.00,EUR,pending\n"),
      published: payments(paying + "P-1,A-1,2024-06-01,10.00,EUR,succeeded\n")),
    FindingExample(
      .changedCreditNote,
      [
        "invoices.csv": invoice, "usage.csv": "invoice_number,service,amount\nA-1,Compute,10.00\n",
        "credit_notes.csv": crediting + "C-1,A-1,2024-06-01,9.00,EUR\n",
      ],
      published: [
        "invoices.csv": invoice, "usage.csv": "invoice_number,service,amount\nA-1,Compute,10.00\n",
        "credit_notes.csv": crediting + "C-1,A-1,2024-06-01,10.00,EUR\n",
      ]),
    FindingExample(
      .heldInvoice, usage("invoice_number,service,amount\nA-1,Compute,10.00\n"), arguments: ["--hold", "A-1"]),
  ]

  static let figures: [FindingExample] = [
    FindingExample(
      .discountOverNothing,
      ["invoices.csv": "invoice_number,workspace_id,billing_period,currency,discount\nA-1,acme,2024-05,EUR,5.00\n"]),
    FindingExample(
      .givenTaxDiffers,
      usage(
        "invoice_number,service,amount,charge_category,tax_rate\nA-1,Compute,1000.00,Usage,19%\n"
          + "A-1,Support,10.00,Usage,19%\nA-1,VAT,1.90,Tax,\n")),
    FindingExample(.zeroTax, usage("invoice_number,service,amount,tax_rate\nA-1,Compute,10.00,0\n")),
    FindingExample(.negativeInvoice, usage("invoice_number,service,amount\nA-1,Compute,-59.50\n")),
    FindingExample(
      .declaredDiffers,
      [
        "invoices.csv":
          "invoice_number,workspace_id,billing_period,currency,tax_rate,total\nA-1,acme,2024-05,EUR,19%,11.91\n",
        "usage.csv": "invoice_number,service,amount\nA-1,Compute,10.00\n",
      ]),
    FindingExample(
      .declaredBalanceDiffers,
      [
        "invoices.csv":
          "invoice_number,workspace_id,billing_period,currency,amount_due\nA-1,acme,2024-05,EUR,4.00\n",
        "usage.csv": "invoice_number,service,amount\nA-1,Compute,10.00\n",
      ]),
    FindingExample(
      .declaredStatusDiffers,
      [
        "invoices.csv": "invoice_number,workspace_id,billing_period,currency,status\nA-1,acme,2024-05,EUR,paid\n",
        "usage.csv": "invoice_number,service,amount\nA-1,Compute,10.00\n",
      ]),
    FindingExample(
      .refundOverPaid,
      payments("payment_id,invoice_number,date,amount,status,type\nP-1,A-1,2024-06-01,9.99,succeeded,refund\n")),
    FindingExample(.creditOverTotal, credit("C-1,A-1,2024-06-01,12.00\n")),
    FindingExample(
      .refundWithoutCreditNote,
      payments(
        "payment_id,invoice_number,date,amount,status,type\nP-1,A-1,2024-06-01,10.00,succeeded,payment\n"
          + "P-2,A-1,2024-06-09,4.00,succeeded,refund\n")),
    FindingExample(
      .reversalOverChargebacks,
      payments(
        "payment_id,invoice_number,date,amount,status,type\nP-1,A-1,2024-06-01,10.00,succeeded,chargeback_reversal\n")),
    FindingExample(
      .creditOverAccount,
      payments("payment_id,invoice_number,date,amount,status,type\nP-1,A-1,2024-06-01,10.00,succeeded,credit\n")),
    FindingExample(
      .unappliedMoney,
      payments("payment_id,workspace_id,date,amount,currency,status\nP-1,acme,2024-06-01,10.00,EUR,succeeded\n")),
    FindingExample(
      .creditBeforeInvoice,
      [
        "invoices.csv":
          "invoice_number,workspace_id,billing_period,currency,issue_date\nA-1,acme,2024-05,EUR,2024-06-01\n",
        "usage.csv": "invoice_number,service,amount\nA-1,Compute,10.00\n",
        "credit_notes.csv": "credit_note_number,invoice_number,issue_date,amount\nC-1,A-1,2024-05-31,10.00\n",
      ]),
    FindingExample(.creditMismatch, credit("C-1,A-1,2024-06-01,10.00,1.60\n", also: ",tax")),
  ]

  private static let records = "output/finance/records/2024-05.jsonl"
  private static let page = "output/workspaces/acme/A-1.html"

  static let sites: [FindingExample] = [
    FindingExample(.manifestDiffers, after: "sed -i '1d' output/SHA256SUMS"),
    FindingExample(.badSignature, after: "report keygen", arguments: ["--key", "report.key.pub"]),
    FindingExample(.historyDiffers, after: "sed -i 's/2024-06-30/2024-06-29/' output/finance/history.jsonl"),
    FindingExample(
      .notAContinuation,
      after: "cp -r output former && report refresh --as-of 2024-07-01 && cp output/manifest.json kept.json"
        + " && rm -r output && mv former output",
      arguments: ["--since", "kept.json"]),
    FindingExample(
      .uncheckedSignature, after: "report keygen && report refresh --as-of 2024-06-30 --sign report.key --adopt"),
    FindingExample(.badChecksumLine, after: "sed -i '1i index.html is fine' output/SHA256SUMS"),
    FindingExample(.fileChanged, after: "sed -i 's/10.00/9.00/' output/index.html"),
    FindingExample(.fileMissing, after: "rm \(page)"),
    FindingExample(.fileExtra, after: "cp \(page) output/workspaces/acme/A-2.html"),
    FindingExample(.foreignFile, after: "echo pay.example > output/CNAME"),
    FindingExample(.linkedFile, after: "ln -s A-1.html output/workspaces/acme/latest.html"),
    FindingExample(.unreadableRecord, after: "sed -i 's/\"paid\":\"4.00\"/\"paid\":4/' \(records)"),
    FindingExample(.figuresDiffer, after: "sed -i 's/\"total\":\"10.00\"/\"total\":\"9.00\"/' \(records)"),
    FindingExample(
      .balanceDiffers, after: "sed -i 's/\"4.00\"/\"10.00\"/; s/\"6.00\"/\"0.00\"/; s/\"due\",/\"paid\",/' \(records)"),
    FindingExample(.issuedDiffers, after: "sed -i 's/2024-06-30/2024-07-31/' \(records)"),
    FindingExample(.pageDiffers, after: "sed -i 's/6.00/0.00/; s/>Due</>Paid</' \(page)"),
    FindingExample(.listDiffers, after: "sed -i '/A-1.html/d' output/workspaces/acme/index.html"),
    FindingExample(.brokenLink, after: "sed -i 's/\"index.html\"/\"overview.html\"/' \(page)"),
    FindingExample(.outsideLink, after: "sed -i 's/\"index.html\"/\"..\\/..\\/index.html\"/' \(page)"),
    FindingExample(
      .exportsDiffer, after: "sed -i 's/,4.00,/,5.00,/' exports/payments.csv", arguments: ["--against", "exports"]),
  ]

  /// What the sites of these examples are made of.
  static let site: KeyValuePairs<String, String> = [
    "invoices.csv": "invoice_number,workspace_id,billing_period,due_date,currency\nA-1,acme,2024-05,2024-06-30,EUR\n",
    "usage.csv": "invoice_number,service,amount\nA-1,Compute,10.00\n",
    "payments.csv": paying + "P-1,A-1,2024-06-01,4.00,EUR,succeeded\n",
  ]

  static let all = files + values + rows + published + figures
}
