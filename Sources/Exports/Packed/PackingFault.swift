/// Why a packed file is refused.
public struct PackingFault: Sendable, Hashable {
  public enum Problem: Sendable, Hashable {
    /// It does not begin like one.
    case notPacked
    case truncated
    case damaged
    case bytesBehind
    /// It unpacks to more than this many bytes.
    case tooLarge(Int)
  }

  public var problem: Problem
  public var packing: Packing

  init(_ problem: Problem, _ packing: Packing) {
    self.problem = problem
    self.packing = packing
  }
}

extension PackingFault {
  /// What was found, behind the name of the file.
  var message: String {
    switch problem {
    case .notPacked: "is named like a \(packing.program) file and is none"
    case .truncated: "ends before what is packed in it does"
    case .damaged: "is damaged: what it unpacks to is not what was packed"
    case .bytesBehind: "has bytes behind its end that are not packed"
    case .tooLarge(let limit):
      "unpacks to more than \(limit >> 20) MiB, which is more than \(UnpackedSource.mostRatio) times its size"
    }
  }

  var reason: String {
    switch problem {
    case .notPacked: "what it holds instead would be a guess"
    case .truncated, .damaged: "rows could be missing, and figures could be wrong"
    case .bytesBehind: "whether rows are missing cannot be told"
    case .tooLarge: "no export packs that well; it was made to fill up whatever unpacks it"
    }
  }

  var remedy: String {
    let test = "\(packing.program) -t tells whether a file is whole"
    return switch problem {
    case .notPacked:
      "name it without \(packing.ending) if it is not packed; pack it with \(packing.program) if it was packed otherwise"
    case .truncated: "copy or export it again"
    case .damaged: "copy or export it again; \(test)"
    case .bytesBehind: "pack the export again; \(test)"
    case .tooLarge: "find out where the file comes from; if it is right, unpack it first: \(packing.program) -d"
    }
  }
}
