/// Why a zip, or a file in it, is refused.
public enum ZipFault: Sendable, Hashable {
  /// There is no directory at its end.
  case noDirectory
  /// Bytes in front of its first file or behind its directory.
  case bytesAround
  /// It is one of several files that make up a zip together.
  case severalParts
  /// What its directory says cannot be.
  case badDirectory
  /// Its directory is larger than this many bytes.
  case tooManyFiles(Int)
  /// Files in it share their data.
  case overlap
  /// A file in it is packed by a method of this number, which is not read.
  case method(UInt16)
  /// A file in it does not unpack to what was packed.
  case damaged
  /// A file in it unpacks to more than this many bytes.
  case tooLarge(Int)
}

extension ZipFault {
  /// What was found, behind the name of the zip or of the file in it.
  var message: String {
    switch self {
    case .noDirectory: "is named like a zip, but has no directory at its end"
    case .bytesAround: "has bytes in front of its first file or behind its end"
    case .severalParts: "is one part of a zip that was split"
    case .badDirectory: "is damaged: its directory does not describe what is in it"
    case .tooManyFiles(let limit): "has a directory of more than \(limit >> 20) MiB"
    case .overlap: "holds files that share their data"
    case .method(let number): "is packed by method \(number) of zip files, which is not read"
    case .damaged: "is damaged: what it unpacks to is not what was packed"
    case .tooLarge(let limit):
      "unpacks to more than \(limit >> 20) MiB, which is more than \(UnpackedSource.mostRatio) times its size"
    }
  }

  var reason: String {
    switch self {
    case .noDirectory: "it was cut off or is no zip; rows could be missing"
    case .bytesAround: "two zips in one file, for example, show the files of one alone; rows could be missing"
    case .severalParts: "the rest of it is in other files"
    case .badDirectory, .damaged: "rows could be missing, and figures could be wrong"
    case .tooManyFiles: "no export has so many files"
    case .overlap, .tooLarge: "no export packs that well; it was made to fill up whatever unpacks it"
    case .method: "what it holds cannot be told"
    }
  }

  var remedy: String {
    switch self {
    case .noDirectory, .badDirectory, .damaged: "copy or export it again; unzip -t tells whether a zip is whole"
    case .bytesAround: "pack the exports again, or unpack them into the folder"
    case .severalParts: "put the parts together (zip -s 0), or unpack them into the folder"
    case .tooManyFiles: "unpack it into the folder"
    case .overlap, .tooLarge: "find out where the file comes from; if it is right, unpack it into the folder"
    case .method: "pack it with the usual method (deflate), or unpack it into the folder"
    }
  }
}
