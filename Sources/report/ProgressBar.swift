import Dispatch
import Glibc
import Threads

/// Shows progress on a terminal, for runs of more than a second; in a pipe or a file it shows nothing.
final class ProgressBar {
  private let progress = Progress()
  private let timer: any DispatchSourceTimer
  /// Shown once, so that there is a line to clear.
  private var isShown = false
  private var phase: Progress.Phase?
  private var began = ContinuousClock.now

  /// Nil where standard error is no terminal that could show a bar.
  private init?() {
    guard isatty(STDERR_FILENO) == 1, getenv("TERM").map({ String(cString: $0) }) ?? "dumb" != "dumb" else {
      return nil
    }
    timer = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "progress"))
  }

  /// Runs `body` with a bar, and clears it away.
  static func during<Result>(isWanted: Bool, _ body: (Progress?) throws -> Result) rethrows -> Result {
    guard isWanted, let bar = ProgressBar() else { return try body(nil) }
    bar.timer.schedule(deadline: .now() + 1, repeating: 0.1)
    bar.timer.setEventHandler { bar.show() }
    bar.timer.resume()
    defer { bar.clear() }
    return try body(bar.progress)
  }

  private func show() {
    let state = progress.state
    if state.phase != phase {
      phase = state.phase
      began = .now
    }
    let elapsed = began.duration(to: .now).components
    let text = ProgressText(state: state, seconds: Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18)
    try? Console.error.write(own: "\r\(text.text(width: Self.columns))\u{1B}[K")
    isShown = true
  }

  /// Waits for a line that is being written.
  private func clear() {
    let stopped = DispatchSemaphore(value: 0)
    timer.setCancelHandler { stopped.signal() }
    timer.cancel()
    stopped.wait()
    if isShown { try? Console.error.write(own: "\r\u{1B}[K") }
  }

  private static var columns: Int {
    var size = winsize()
    guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }
}
