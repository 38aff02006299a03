import Billing
import Markdown
import Testing

@testable import Pages

/// The words documents are shown by.
@Suite struct BadgeTests {
  @Test(arguments: [
    (Status.paid, false, "Paid"), (.paid, true, "Credited"), (.issued, false, "Issued"), (.void, false, "Void"),
    (.draft, false, "Draft"), (.scheduled, false, "Scheduled"),
  ])
  func status(status: Status, isCleared: Bool, text: String) {
    let badge = Badge.status(status, isCleared: isCleared)
    #expect(badge.text == text)
    #expect(badge.html.description.contains(">\(text)</span>"))
  }

  @Test func flagsDoNotRepeatTheStatus() throws {
    let flags = [StatusFlag.refunded, .credited]
    let schema = Schema<Bool> { value("flags") { $1.flags(flags, isCleared: $0, isForCustomers: false) } }
    let template = try Template("{{flags}}\n", file: "flags.md", partials: [:], schema: schema)
    let (both, cleared) = (ByteBuffer(), ByteBuffer())
    template.html(false, into: both)
    template.html(true, into: cleared)
    #expect(both.string.contains(">Refunded<"))
    #expect(both.string.contains(">Credited<"))
    #expect(cleared.string.contains(">Refunded<"))
    #expect(!cleared.string.contains(">Credited<"))
  }

  @Test func customersAreNotToldWhatIsForFinance() throws {
    let flags = [StatusFlag.overdue, .disputed, .writtenOff]
    let schema = Schema<Bool> { value("flags") { $1.flags(flags, isCleared: false, isForCustomers: $0) } }
    let template = try Template("{{flags}}\n", file: "flags.md", partials: [:], schema: schema)
    let (finance, customers) = (ByteBuffer(), ByteBuffer())
    template.html(false, into: finance)
    template.html(true, into: customers)
    for word in ["Overdue", "Disputed", "Written off"] { #expect(finance.string.contains(">\(word)<")) }
    #expect(customers.string.contains(">Overdue<"))
    for word in ["Disputed", "Written off"] { #expect(!customers.string.contains(word)) }
  }
}
