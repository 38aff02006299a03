import Paths
import Publishing
import Threads

/// What lies in a published folder, by its path from there. Links are listed and never followed.
package struct Inventory: Sendable {
  /// Regular files, by their bytes.
  package private(set) var files: [String] = []
  package private(set) var links: [String] = []
  /// Pipes, sockets, devices, and whatever has a name that no run gives.
  package private(set) var others: [String] = []
  /// Folders beside the generated ones, with a slash behind them. What they hold is nobody's business.
  private(set) var foreignFolders: [String] = []
  private let known: Set<String>

  /// - Parameter listed: the paths of the checksums; folders in which none of them lies are not looked into.
  package init(_ output: OutputFolder, listed: some Sequence<String>, jobs: Int) throws {
    let own = Set(listed.lazy.map(Self.top)).union(Self.generated)
    var files: [String] = []
    var folders = [""]
    while !folders.isEmpty {
      let level = folders
      let found = try Parallel.map(count: level.count, jobs: jobs, chunk: 64) {
      } body: { range, _ in
        try range.map { (folder: level[$0], entries: try output.entries(of: level[$0])) }
      }.flatMap(\.self)
      folders = []
      for (folder, entries) in found {
        for entry in entries {
          let path = folder.isEmpty ? entry.name : "\(folder)/\(entry.name)"
          switch entry.kind {
          case _ where !entry.isOwn: others.append(path)
          case .file: files.append(path)
          case .link: links.append(path)
          case .other: others.append(path)
          case .folder where folder.isEmpty && !own.contains(entry.name): foreignFolders.append(path + "/")
          case .folder: folders.append(path)
          }
        }
      }
    }
    known = Set(files)
    self.files = files.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Whether there is a regular file at a path.
  package func holds(_ path: String) -> Bool { known.contains(path) }

  /// The files in a folder, by their bytes.
  package func files(in folder: String) -> [String] { files.filter { $0.hasPrefix("\(folder)/") } }

  private static let generated = [SiteLayout.workspaces, SiteLayout.finance]

  /// Whether a path lies where the tool alone writes.
  static func isGenerated(_ path: String) -> Bool { PathText.folder(path) != nil && generated.contains(top(path)) }

  private static func top(_ path: String) -> String { PathText.names(path).first ?? "" }
}
