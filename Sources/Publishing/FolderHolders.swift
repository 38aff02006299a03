import Glibc

/// Who holds a folder itself, and not its path: after an exchange, they go on seeing the former folder.
///
/// Two ways are known by which that happens: a process works in the folder (its working or root folder lies there), or a
/// bind mount shows it elsewhere, often in a container. What the system does not tell, such as what runs on another machine,
/// cannot be found.
enum FolderHolders {
  /// - Parameter output: from the root, without links.
  /// - Returns: as messages call them, sorted: `the working folder of nginx (process 812)`.
  static func names(of output: String) -> [String] {
    var names: Set<String> = []
    var namespaces: Set<String> = []
    let place = MountTable(of: "self").flatMap { $0.place(of: output) }
    let processes = ((try? Files.names(in: "/proc")) ?? []).filter { Int32($0) != nil }
    for process in processes where process != "\(getpid())" {
      for (link, what) in [("cwd", "working"), ("root", "root")] {
        guard let folder = target("/proc/\(process)/\(link)"), Files.lies(folder, in: output) else { continue }
        names.insert("the \(what) folder of \(name(process)) (process \(process))")
      }
      // Containers have mounts of their own, which the processes in one share.
      guard let place, let namespace = target("/proc/\(process)/ns/mnt"), namespaces.insert(namespace).inserted
      else { continue }
      for mount in MountTable(of: process)?.mounts ?? [] where mount.shows(place) {
        names.insert("the mount at \(mount.point)")
      }
    }
    return names.sorted()
  }

  private static func target(_ link: String) -> String? {
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = bytes.withUnsafeMutableBytes { buffer in
      readlink(link, buffer.baseAddress!.assumingMemoryBound(to: CChar.self), buffer.count)
    }
    return count > 0 ? String(decoding: bytes[..<count], as: UTF8.self) : nil
  }

  private static func name(_ process: String) -> String {
    let bytes = MountTable.text("/proc/\(process)/comm") ?? []
    return String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
  }
}

/// `/proc/PID/mountinfo`: what is mounted where, as a process sees it (proc(5)).
private struct MountTable {
  struct Mount {
    /// The numbers of the file system, as `8:1`.
    var device: Substring
    /// Which folder of the file system is shown.
    var root: String
    var point: String

    /// Whether a folder, or one in it, is what this mount was made to show. One that only lies in what is shown moves on
    /// with its path.
    func shows(_ place: (device: Substring, folder: String)) -> Bool {
      device == place.device && root != "/" && Files.lies(root, in: place.folder)
    }
  }

  let mounts: [Mount]

  init?(of process: String) {
    guard let bytes = Self.text("/proc/\(process)/mountinfo") else { return nil }
    mounts = String(decoding: bytes, as: UTF8.self).split(separator: "\n").compactMap { line in
      let fields = line.split(separator: " ")
      guard fields.count > 5 else { return nil }
      return Mount(device: fields[2], root: Self.unescaped(fields[3]), point: Self.unescaped(fields[4]))
    }
  }

  /// Which folder of which file system a path is.
  func place(of path: String) -> (device: Substring, folder: String)? {
    // The last of those mounted at one point is the one that is seen.
    let mount = mounts.filter { Files.lies(path, in: $0.point) }.max { $0.point.utf8.count < $1.point.utf8.count }
    guard let mount else { return nil }
    let rest = path.utf8.dropFirst(mount.point == "/" ? 0 : mount.point.utf8.count)
    return (mount.device, (mount.root == "/" ? "" : mount.root) + String(decoding: rest, as: UTF8.self))
  }

  /// Blanks and backslashes are written as three octal digits.
  private static func unescaped(_ field: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = Array(field.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "\\"), rest.count >= 3,
        let code = UInt8(String(decoding: rest.prefix(3), as: UTF8.self), radix: 8)
      {
        bytes.append(code)
        rest = rest.dropFirst(3)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Sizes of what lies in /proc are not known beforehand. Nil where it cannot be read, as of processes of others.
  static func text(_ path: String) -> [UInt8]? {
    let file = retrying { open(path, O_RDONLY | O_CLOEXEC) }
    guard file >= 0 else { return nil }
    defer { close(file) }
    var text: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 14)
    while true {
      let count = retrying { Glibc.read(file, &block, block.count) }
      guard count >= 0 else { return nil }
      if count == 0 { return text }
      text += block[..<count]
    }
  }
}
