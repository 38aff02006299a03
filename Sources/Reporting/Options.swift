import Billing
import Ledger
import Paths
import Publishing
import Settings
import SiteFormat
import Threads

/// What a run is asked to do: the command line, in values.
public struct Options: Sendable {
  public var period: PeriodSelection
  public var exports = "exports"
  public var output = "output"
  public var templates = "templates"
  public var configuration = Configuration()
  public var asOf: Day
  /// The workspaces to touch; all where empty.
  public var workspaces: Set<Identifier> = []
  /// The numbers of documents to hold back.
  public var held: Set<Identifier> = []
  /// Why issued documents of the period may say something else now; nil where they may not.
  public var reissue: String?
  /// Pages go to a folder beside the output, marked, and nothing is issued.
  public var isPreview = false
  /// What becomes of the signature of the site.
  public var signing = SigningRequest.unsigned
  /// A manifest of the site that somebody kept: the run goes on from no site that does not go on from it.
  public var since: KeptManifest?
  public var jobs = 1
  /// What the names of workspaces' folders are made with; nil where they are named by their ids.
  public var linkSecret: LinkSecret?
  /// Told how far the run has come.
  public var progress: Progress?
  /// Told the folder, where a publication to it that was interrupted has been finished before the run does anything of its
  /// own.
  public var onFinishing: (@Sendable (String) -> Void)?

  public init(period: PeriodSelection, asOf: Day) {
    self.period = period
    self.asOf = asOf
  }

  /// What of it documents are worked out for.
  var request: BillingRequest {
    var request = BillingRequest(period: period, asOf: asOf)
    request.configuration = configuration
    request.workspaces = workspaces
    request.held = held
    request.reissue = reissue
    request.isPreview = isPreview
    request.jobs = jobs
    request.progress = progress
    return request
  }

  /// Where a preview goes: `preview` beside the output.
  public var previewFolder: String {
    PathText.folder(output).map { "\($0)/preview" } ?? "preview"
  }
}
