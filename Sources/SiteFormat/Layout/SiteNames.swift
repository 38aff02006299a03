import Billing
import Pages
import Paths
import Publishing

/// Where everything lies in the output: one folder a workspace, one page a document.
package struct SiteNames {
  private var folders = FileNames<Identifier>()
  private var pages: [Identifier: FileNames<Identifier>] = [:]
  private let secret: LinkSecret?

  /// Names that are published never change, so they are taken first.
  ///
  /// - Parameter secret: what folders are named with; nil where they are named by their ids.
  package init(published: some Sequence<LedgerEntry>, secret: LinkSecret?) {
    self.secret = secret
    for entry in published {
      // A draft keeps its name when it is issued, so those of drafts are taken from the same list.
      let parts = entry.page.split(separator: "/", omittingEmptySubsequences: false)
      guard parts.count == (entry.isApart ? 4 : 3), let page = parts.last, page.hasSuffix(".html") else { continue }
      folders.keep(String(parts[parts.count - 2]), for: entry.workspace)
      pages[entry.workspace, default: Self.fresh].keep(String(page.dropLast(5)), for: entry.number)
    }
  }

  private static var fresh: FileNames<Identifier> {
    FileNames(reserved: ["index", "statement"], reservedEndings: [".usage"])
  }

  /// The page of a document from the root of the output, without its extension: `workspaces/acme/INV-7`.
  ///
  /// - Parameter isApart: whether it lies where customers do not see it.
  package mutating func page(of number: Identifier, in workspace: Identifier, isApart: Bool = false) -> String {
    let name = pages[workspace, default: Self.fresh].name(for: number, called: number.text)
    let folder = folders.name(for: workspace, called: workspace.text, secret)
    return "\(isApart ? SiteLayout.drafts : SiteLayout.workspaces)/\(folder)/\(name)"
  }
}
