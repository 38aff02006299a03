import Archiving
import ArgumentParser
import Diagnostics
import Exports
import Glibc
import Ledger
import Pages
import Publishing
import Reporting
import Settings
import SiteFormat
import Verifying

/// Why a run did not do its job: the text for people and the exit code (sysexits) for scripts.
enum Failure {
  /// Runs `body`; what it throws is printed and becomes the exit code it stands for.
  static func reporting<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch {
      // The code says it where standard error cannot.
      try? Console.error.write(text(error))
      throw ExitCode(code(error))
    }
  }

  static func code(_ error: any Error) -> Int32 {
    switch error {
    case let refusal as Refusal where refusal.findings.areOfMissingInput: EX_NOINPUT
    case is Refusal, is RecordError, is ChangedKeptFiles, is IssuedContentError, is WithdrawalRefusal,
      is NewerSite, is SigningRefusal, PublishingError.untrusted, PublishingError.changed, InputError.packing,
      InputError.zip,
      ArchiveError.unsafeName:
      EX_DATAERR
    case InputError.temporaryFile: EX_IOERR
    case is ExportFolderError, is InputError, is NoSite, is NothingToArchive, KeyError.unreadable: EX_NOINPUT
    case let error as NoManifest: error.isThere ? EX_DATAERR : EX_NOINPUT
    case is ConfigurationError, is TemplateErrors, KeyError.notAKey: EX_CONFIG
    case PublishingError.cannotCreate, PublishingError.unsuitable, PublishingError.inTheWay, KeyError.exists,
      KeyError.unwritable, ArchiveError.unsuitable, ArchiveError.inTheWay:
      EX_CANTCREAT
    case PublishingError.busy, PublishingError.openJournal, is ChangedSite, ArchiveError.changed: EX_TEMPFAIL
    case is UnknownNames, is DayOfSite: EX_USAGE
    default: EX_IOERR
    }
  }

  static func text(_ error: any Error) -> String {
    switch error {
    case let refusal as Refusal:
      FindingsText(refusal.findings).text + "\n\n"
        + "\(counted(refusal.findings.count(.error), "error")): the data was refused. Nothing was written.\n"
    case let error as ExportFolderError: "error: \(error)\nNothing was written.\n"
    case let error as UnknownNames: "error: \(error)\nNothing was written.\n"
    case let error as DayOfSite: "error: \(error)\nNothing was written.\n"
    case let error as IssuedContentError: "error: \(error)\nNothing was written.\n"
    case let error as ChangedKeptFiles: "error: \(error)\nNothing was written.\n"
    case let error as NewerSite: "error: \(error)\nNothing was written.\n"
    case let error as SigningRefusal: "error: \(error)\nNothing was written.\n"
    case let error as NoManifest: "error: \(error)\nNothing was written.\n"
    case let error as WithdrawalRefusal: "error: \(error)\nNothing was written.\n"
    case let error as InputError: "error: \(error)\nNothing was written.\n"
    case PublishingError.unfinished: "error: \(error)\nPart of the new site is in place, and nothing is lost.\n"
    case PublishingError.openJournal: "error: \(error)\nNothing was written.\n"
    case let error as PublishingError: "error: \(error)\nThe output is as it was.\n"
    case let error as NoSite: "error: \(error)\n"
    case let error as NothingToArchive: "error: \(error)\nNothing was written.\n"
    case let error as ArchiveError: "error: \(error)\nNothing was written.\n"
    case let error as ChangedSite: "error: \(error)\n"
    case let error as KeyError: "error: \(error)\nNothing was written.\n"
    case let error as ChangedInput: "error: \(error)\nThe output is as it was.\n"
    default: "\(error)\nNothing was written.\n"
    }
  }
}

/// `1 error`, `3 errors`.
func counted(_ count: Int, _ noun: String, _ plural: String? = nil) -> String {
  "\(count) \(count == 1 ? noun : plural ?? "\(noun)s")"
}
