import Billing
import Settings
import Threads

/// What documents are worked out for: the months, workspaces and day that are asked for, and the rules.
package struct BillingRequest: Sendable {
  package var period: PeriodSelection
  package var asOf: Day
  package var configuration = Configuration()
  /// The workspaces to touch; all where empty.
  package var workspaces: Set<Identifier> = []
  /// The numbers of documents to hold back.
  package var held: Set<Identifier> = []
  /// Why issued documents of the period may say something else now; nil where they may not.
  package var reissue: String?
  /// Documents are shown and not issued.
  package var isPreview = false
  package var jobs = 1
  /// Told how far the work has come.
  package var progress: Progress?

  package init(period: PeriodSelection, asOf: Day) {
    self.period = period
    self.asOf = asOf
  }
}
