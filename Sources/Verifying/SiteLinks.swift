import Diagnostics
import Paths
import Publishing
import SiteFormat

/// The links of one page, each followed.
struct SiteLinks {
  /// The pages of the site that it links to, where somebody wants to know.
  private(set) var pages: Set<String> = []

  init(
    _ page: UnsafeRawBufferPointer, on path: String, keepsPages: Bool, _ files: SiteFiles, _ tally: inout Tally
  ) {
    // What was withdrawn is kept as it was: where its links led is not kept.
    if path.hasPrefix("\(SiteLayout.withdrawn)/") { return }
    // A customer's pages are all that the customer is given.
    let folder = SiteLayout.isForCustomers(path) ? "\(Link.folder(path))/" : ""
    var pages: Set<String> = []
    // Every row of a list may hold the same one.
    var bad: Set<String> = []
    var count = 0
    for link in PageLinks(page) {
      count += 1
      func add(_ finding: (String, String) -> Finding) {
        let address = String(decoding: link, as: UTF8.self)
        if bad.insert(address).inserted { tally.findings.add(finding(address, path)) }
      }
      switch LinkTarget(link, on: path) {
      case .elsewhere: break
      case .outside: add(Finding.outside)
      case .page(let target) where !target.hasPrefix(folder): add(Finding.outside)
      case .page(let target):
        // What was listed and is gone is found by its checksum.
        if !files.inventory.holds(target), files.listed.digests[target] == nil { add(Finding.broken) }
        if keepsPages { pages.insert(target) }
      }
    }
    tally.links += count
    self.pages = pages
  }
}

extension Finding {
  fileprivate static func broken(_ address: String, on page: String) -> Finding {
    Finding(
      .brokenLink, "\(page) links to “\(address)”, which is not there",
      remedy: "publish again; where the link stands in a template or in report.yml, mend it there")
  }

  fileprivate static func outside(_ address: String, on page: String) -> Finding {
    Finding(
      .outsideLink, "\(page) links to “\(address)”",
      because: SiteLayout.isForCustomers(page)
        ? "a customer's pages lead nowhere but to each other, to the web (http, https) and to mail"
        : "that leads out of the site",
      remedy: "where the link stands in a template or in report.yml, mend it there and publish again")
  }
}
