import Glibc
import Threads

/// The folder that a new state of an output is built in. It is there from the first file on.
final class Stage: Sendable {
  enum Place {
    /// Where the two can be exchanged.
    case beside
    /// Where they cannot, and files are moved from it to their places.
    case inside
  }

  private struct State {
    var path: String
    var place: Place
    var isCreated = false
  }

  private let output: String
  /// As the output has them: nobody who could read the site before is shut out by the umask of one run. Nil where there is
  /// no site yet.
  private let modes: Files.Modes?
  private let jobs: Int
  private let state: Locked<State>

  /// Clears away what a run that was killed left: it held the lock then, and this one holds it now. Where that cannot be
  /// removed, it is left alone.
  ///
  /// - Parameter inPlace: whether the output is not to be exchanged, once it is there.
  init(for output: String, canBeBeside: Bool, inPlace: Bool, jobs: Int) throws(PublishingError) {
    self.output = output
    modes = Files.Modes(of: output)
    self.jobs = jobs
    let parent = Files.parent(output)
    let beside = "\(parent)/.\(Files.name(output)).staging"
    let free = ([beside] + (2...9).map { "\(beside)-\($0)" }).filter { path in
      (try? Files.remove(path, jobs: jobs)) != nil
    }
    try Self.clear(output, jobs: jobs)
    let isNew = try Files.kind(output) == nil
    let isBeside = canBeBeside && (isNew || !inPlace && Files.areOnOneMount(output, parent))
    state = Locked(
      isBeside
        ? State(path: free.first ?? beside, place: .beside)
        : State(path: Journal.stage(in: output), place: .inside))
  }

  var path: String { state.withLock { $0.path } }
  var place: Place { state.withLock { $0.place } }

  /// - Parameter path: relative to the stage.
  func write(_ path: String, _ bytes: UnsafeRawBufferPointer) throws(PublishingError) {
    try Files.write("\(try created())/\(path)", bytes, modes)
  }

  /// The path of the stage, which is there from now on.
  func created() throws(PublishingError) -> String {
    try state.withLock { state throws(PublishingError) in
      if !state.isCreated {
        if state.place == .inside { try Self.createFolder(in: output) }
        // What could not be cleared away must not be published.
        guard mkdir(state.path, 0o777) == 0 else { throw .cannotCreate(path: state.path, reason: lastError()) }
        Files.copyMode(from: output, to: state.path)
        state.isCreated = true
      }
      return state.path
    }
  }

  /// For a folder that turned out not to be exchangeable.
  func moveInside() throws(PublishingError) {
    try state.withLock { state throws(PublishingError) in
      try Self.createFolder(in: output)
      let inside = Journal.stage(in: output)
      guard rename(state.path, inside) == 0 else { throw .cannotCreate(path: inside, reason: lastError()) }
      state.path = inside
      state.place = .inside
    }
  }

  /// Removes it with all it holds; not where a journal has yet to move that.
  func remove() throws(PublishingError) {
    try state.withLock { state throws(PublishingError) in
      if state.place == .inside { return try Self.clear(output, jobs: jobs) }
      try Files.remove(state.path, jobs: jobs)
      state.isCreated = false
    }
  }

  /// Nobody else looks into it: what lies there is not published yet.
  private static func createFolder(in output: String) throws(PublishingError) {
    let folder = "\(output)/\(Journal.folder)"
    guard mkdir(folder, 0o700) == 0 || errno == EEXIST else { throw .cannotCreate(path: folder, reason: lastError()) }
    if let kind = try Files.kind(folder), kind != .folder {
      throw .inTheWay(path: folder, found: kind.name, wanted: Files.Kind.folder.name)
    }
  }

  /// Removes what lies in the output of a publication that has no journal yet, or none any more.
  private static func clear(_ output: String, jobs: Int) throws(PublishingError) {
    let folder = "\(output)/\(Journal.folder)"
    guard try Files.kind(folder) == .folder, try Files.kind(Journal.path(in: output)) == nil else { return }
    for path in [Journal.stage(in: output), "\(Journal.path(in: output)).new"] { try? Files.remove(path, jobs: jobs) }
    rmdir(folder)
  }
}
