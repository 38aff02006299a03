import Billing
import Paths

extension LedgerEntry {
  /// Whether its page lies apart from what customers may see.
  public var isApart: Bool { status.isUnissued && SiteLayout.isDraft(page) }

  /// The folder of its workspace, from the root of the output: the billing history is there.
  public var workspaceFolder: String {
    let folder = page.utf8.lastIndex(of: UInt8(ascii: "/")).map { page[..<$0] } ?? ""
    guard isApart else { return String(folder) }
    return "\(SiteLayout.workspaces)/\(folder.dropFirst(SiteLayout.drafts.utf8.count + 1))"
  }
}
