import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A folder as it stands at one moment: every file with its bytes, every folder by its name.
struct Tree: Equatable {
  /// By path from the root; folders end in a slash and hold nothing.
  let files: [String: Data]
  /// Which file it is and when it was last written: equal where nobody touched it.
  let stamps: [String: String]

  init(_ root: URL) throws {
    var files: [String: Data] = [:]
    var stamps: [String: String] = [:]
    func walk(_ path: String) throws {
      let folder = path.isEmpty ? root : root.appending(path: path)
      for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
        let file = path + name
        var info = stat()
        guard lstat(root.path + "/" + file, &info) == 0 else { throw CocoaError(.fileReadUnknown) }
        if info.st_mode & S_IFMT == S_IFDIR {
          files[file + "/"] = Data()
          try walk(file + "/")
        } else {
          files[file] = try Data(contentsOf: root.appending(path: file))
          stamps[file] = "\(info.st_ino) \(info.st_mtim.tv_sec).\(info.st_mtim.tv_nsec)"
        }
      }
    }
    try walk("")
    self.files = files
    self.stamps = stamps
  }

  static func == (a: Tree, b: Tree) -> Bool { a.files == b.files }

  var paths: [String] { files.keys.sorted() }

  /// What is in one and not in the other, or differs, by path; empty for equal trees.
  func differences(from other: Tree) -> [String] {
    Set(files.keys).union(other.files.keys).sorted().compactMap { path in
      switch (files[path], other.files[path]) {
      case (nil, _): "missing: \(path)"
      case (_, nil): "new: \(path)"
      case (let x, let y): x == y ? nil : "changed: \(path)"
      }
    }
  }

  /// As `differences`, but for the manifest: it tells what the site was made from.
  func differencesOfPages(from other: Tree) -> [String] {
    differences(from: other).filter { $0 != "changed: manifest.json" }
  }

  /// The files that are not the very same file, untouched, as in the other tree.
  func rewritten(since other: Tree) -> [String] {
    stamps.filter { other.stamps[$0.key] != $0.value }.keys.sorted()
  }
}
