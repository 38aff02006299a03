import Diagnostics
import Publishing
import Verifying

/// The files that an archive takes from a site: those it is of, and what their pages lead to, so that no link leads
/// nowhere. Each is read and held against its checksum.
struct LinkedFiles {
  private(set) var paths: Set<String> = []

  /// - Parameters:
  ///   - start: paths of published files.
  ///   - made: paths at which the archive has pages of its own.
  ///   - scope: whether a path may be taken in because a page leads to it.
  init(
    _ start: [String], besides made: Set<String>, of site: ArchivedSite, _ tally: inout Tally,
    scope: (String) -> Bool
  ) {
    var waiting = start
    while let path = waiting.popLast() {
      guard paths.insert(path).inserted else { continue }
      guard path.hasSuffix(".html") else {
        site.files.check(path, &tally)
        continue
      }
      guard let page = site.files.read(path, &tally) else { continue }
      page.withUnsafeBytes { page in
        for link in PageLinks(page) {
          switch LinkTarget(link, on: path) {
          case .elsewhere: break
          case .page(let target) where made.contains(target): break
          case .page(let target) where site.lists(target) && scope(target): waiting.append(target)
          case .page, .outside: tally.findings.add(.leadsOut(String(decoding: link, as: UTF8.self), on: path))
          }
        }
      }
    }
  }
}

extension Finding {
  fileprivate static func leadsOut(_ address: String, on page: String) -> Finding {
    Finding(
      .outsideLink, "\(page) links to “\(address)”, which is no part of its archive",
      because: "an archive is read by itself: its pages lead to each other, to the web and to mail",
      remedy: "mend the link in the template or in report.yml, and publish again")
  }
}
