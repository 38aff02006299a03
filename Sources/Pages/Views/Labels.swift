import Billing

/// The words a state is shown by, and its badge.
public enum Badge {
  public static func status(_ status: Status, isCleared: Bool) -> (html: StaticString, text: String) {
    switch status {
    case .void: ("<span class=\"status status-void\">Void</span>", "Void")
    case .draft: ("<span class=\"status status-draft\">Draft</span>", "Draft")
    case .scheduled: ("<span class=\"status status-draft\">Scheduled</span>", "Scheduled")
    case .issued: ("<span class=\"status\">Issued</span>", "Issued")
    case .paid where isCleared: ("<span class=\"status status-credited\">Credited</span>", "Credited")
    case .paid: ("<span class=\"status status-paid\">Paid</span>", "Paid")
    case .processing: ("<span class=\"status status-processing\">Processing</span>", "Processing")
    case .failed: ("<span class=\"status status-failed\">Failed</span>", "Failed")
    case .due: ("<span class=\"status status-due\">Due</span>", "Due")
    }
  }

  static func flag(_ flag: StatusFlag) -> (html: StaticString, text: String) {
    switch flag {
    case .overdue: ("<span class=\"flag flag-overdue\">Overdue</span>", "Overdue")
    case .partiallyPaid: ("<span class=\"flag\">Partially paid</span>", "Partially paid")
    case .pending: ("<span class=\"flag\">Payment pending</span>", "Payment pending")
    case .refunded: ("<span class=\"flag\">Refunded</span>", "Refunded")
    case .disputed: ("<span class=\"flag\">Disputed</span>", "Disputed")
    case .credited: ("<span class=\"flag\">Credited</span>", "Credited")
    case .overpaid: ("<span class=\"flag\">Overpaid</span>", "Overpaid")
    case .writtenOff: ("<span class=\"flag\">Written off</span>", "Written off")
    case .declaredDiffers: ("<span class=\"flag\">Declared figures differ</span>", "Declared figures differ")
    }
  }

  static func payment(_ state: Payment.State) -> (html: StaticString, text: String) {
    switch state {
    case .succeeded: ("<span class=\"status status-paid\">Succeeded</span>", "Succeeded")
    case .processing: ("<span class=\"status status-processing\">Processing</span>", "Processing")
    case .failed: ("<span class=\"status status-failed\">Failed</span>", "Failed")
    case .canceled: ("<span class=\"status status-void\">Canceled</span>", "Canceled")
    case .refunded: ("<span class=\"status status-credited\">Refunded</span>", "Refunded")
    }
  }

  static func kind(_ kind: Payment.Kind) -> String {
    switch kind {
    case .payment: "Payment"
    case .refund: "Refund"
    case .chargeback: "Chargeback"
    case .chargebackReversal: "Chargeback reversed"
    case .writeOff: "Written off"
    case .credit: "Credit applied"
    }
  }
}

extension DocumentType {
  var label: String { self == .invoice ? "Invoice" : "Credit note" }
}
