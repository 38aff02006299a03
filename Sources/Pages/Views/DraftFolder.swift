import Billing

/// Where drafts and scheduled documents lie: a folder for each workspace, named like the one that the customer sees.
public enum DraftFolder {
  public static let path = "finance/drafts"
}

extension LedgerEntry {
  /// Whether its page lies apart from what customers may see.
  public var isApart: Bool { status.isUnissued && page.hasPrefix("\(DraftFolder.path)/") }

  /// The folder of its workspace, from the root of the output: the billing history is there.
  public var workspaceFolder: String {
    let folder = page.utf8.lastIndex(of: UInt8(ascii: "/")).map { page[..<$0] } ?? ""
    guard isApart else { return String(folder) }
    return "workspaces/\(folder.dropFirst(DraftFolder.path.utf8.count + 1))"
  }
}
