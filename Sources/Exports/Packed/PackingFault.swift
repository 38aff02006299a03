/// Why a packed file is refused.
public enum PackingFault: Sendable, Hashable {
  case notGzip
  case truncated
  case damaged
  case bytesBehind
  /// It unpacks to more than this many bytes.
  case tooLarge(Int)
}

extension PackingFault {
  /// What was found, behind the name of the file.
  var message: String {
    switch self {
    case .notGzip: "is named like a gzip file and is none"
    case .truncated: "ends before what is packed in it does"
    case .damaged: "is damaged: what it unpacks to is not what was packed"
    case .bytesBehind: "has bytes behind its end that are not packed"
    case .tooLarge(let limit):
      "unpacks to more than \(limit >> 20) MiB, which is more than \(GzipSource.mostRatio) times its size"
    }
  }

  var reason: String {
    switch self {
    case .notGzip: "what it holds instead would be a guess"
    case .truncated, .damaged: "rows could be missing, and figures could be wrong"
    case .bytesBehind: "whether rows are missing cannot be told"
    case .tooLarge: "no export packs that well; it was made to fill up whatever unpacks it"
    }
  }

  var remedy: String {
    switch self {
    case .notGzip: "name it without .gz if it is not packed; pack it with gzip if it was packed otherwise"
    case .truncated: "copy or export it again"
    case .damaged: "copy or export it again; gzip -t tells whether a file is whole"
    case .bytesBehind: "pack the export again; gzip -t tells whether a file is whole"
    case .tooLarge: "find out where the file comes from; if it is right, unpack it first: gunzip"
    }
  }
}
