import Archiving
import Threads

/// One line that tells how far a run has come: phase, bar, rows or pages, their rate and the time left.
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
        parts.append("\(grouped(Int(Double(counted) / seconds)))/s")
        parts.append(left(seconds * Double(max(0, state.total - state.done)) / Double(state.done)))
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
    case .archiving: "Archiving"
    }
  }

  private func total(_ noun: String) -> String { "\(grouped(state.done)) of \(grouped(state.total)) \(noun)" }

  /// How many rows there are shows only at their end: the bar goes by bytes.
  private var count: String {
    switch state.phase {
    case .reading: state.rows == 1 ? "1 row" : "\(grouped(state.rows)) rows"
    case .writing: total(state.total == 1 ? "page" : "pages")
    case .billing, .publishing: total(state.total == 1 ? "document" : "documents")
    case .verifying: total(state.total == 1 ? "file" : "files")
    case .archiving: total(state.total == 1 ? "zip" : "zips")
    }
  }

  /// What the rate is of.
  private var counted: Int { state.phase == .reading ? state.rows : state.done }

  private func left(_ seconds: Double) -> String {
    seconds > 119 ? "\(Int((seconds / 60).rounded(.up))) min left" : "\(Int(seconds.rounded(.up))) s left"
  }

  /// With a comma after every three digits.
  private func grouped(_ count: Int) -> String {
    let digits = String(count)
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return text
  }
}
