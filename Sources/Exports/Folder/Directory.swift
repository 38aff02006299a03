import Glibc

/// The file system calls the exports folder needs.
enum Directory {
  enum EntryType {
    case folder, file, other
  }

  /// The names in a folder, sorted by their bytes.
  static func names(in path: String, name: String) throws(InputError) -> [EntryName] {
    guard let stream = opendir(path) else { throw InputError(.list, name, errno) }
    defer { closedir(stream) }
    var names: [[UInt8]] = []
    while true {
      errno = 0
      guard let entry = readdir(stream) else { break }
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      if !name.elementsEqual(".".utf8), !name.elementsEqual("..".utf8) { names.append(name) }
    }
    if errno != 0 { throw InputError(.list, name, errno) }
    return names.sorted { $0.lexicographicallyPrecedes($1) }.map(EntryName.init)
  }

  /// What stands at a path, seen through symbolic links; throws where that cannot be told.
  static func type(at path: String, name: String) throws(InputError) -> EntryType {
    var status = stat()
    guard stat(path, &status) == 0 else { throw InputError(.open, name, errno) }
    return type(of: status)
  }

  /// Whether a folder itself stands at the path; a symbolic link to one is none.
  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && type(of: status) == .folder
  }

  private static func type(of status: stat) -> EntryType {
    switch status.st_mode & S_IFMT {
    case S_IFDIR: .folder
    case S_IFREG: .file
    default: .other
    }
  }
}
