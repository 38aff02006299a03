import Reporting

/// One line that tells how far a run has come: phase, bar, count, rate and the time left.
struct ProgressText {
  let state: Progress.State
  /// Since the phase began.
  let seconds: Double

  private static let barWidth = 24

  /// - Parameter width: the columns of the terminal; the line is cut to fit.
  func text(width: Int) -> String {
    var parts = [name]
    if state.total > 0 {
      let share = min(1, Double(state.done) / Double(state.total))
      let full = Int(share * Double(Self.barWidth))
      parts.append(String(repeating: "█", count: full) + String(repeating: "░", count: Self.barWidth - full))
      parts.append("\(Int(share * 100)) %")
      parts.append(count)
      if seconds > 0.5, state.done > 0 {
        let rate = Double(state.done) / seconds
        parts.append("\(amount(Int(rate)))/s")
        parts.append("\(Int((Double(max(0, state.total - state.done)) / rate).rounded(.up))) s left")
      }
    }
    return String(parts.joined(separator: "  ").prefix(max(0, width - 1)))
  }

  private var name: String {
    switch state.phase {
    case .reading: "Reading "
    case .billing: "Billing "
    case .writing: "Writing "
    case .publishing: "Publishing"
    case .verifying: "Verifying"
    }
  }

  private var count: String {
    switch state.phase {
    case .reading: "\(amount(state.done)) of \(amount(state.total))"
    case .billing, .writing, .publishing: "\(amount(state.done)) of \(counted(state.total, "document"))"
    case .verifying: "\(amount(state.done)) of \(counted(state.total, "file"))"
    }
  }

  private func amount(_ count: Int) -> String {
    state.phase == .reading ? "\(count / 1_000_000) MB" : String(count)
  }
}
