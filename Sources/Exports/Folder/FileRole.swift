import Paths

/// What a file in the exports folder is, as far as its name tells.
enum FileRole: Hashable {
  case export(ExportKind, ExportFormat, Packing?)
  /// Named like an export, with an ending that is not read.
  case unsupported(UnsupportedForm)
  /// To be read as a folder.
  case zip
  /// It may be the list of parts that a provider adds to an export.
  case manifest
  /// It may hold figures, and is named like no export.
  case data
  /// Nothing anybody would bill from: README, what systems and editors leave behind, check sums.
  case companion

  /// - Parameter path: below the exports folder or in a zip.
  init(path: String) {
    let parts = PathText.names(path.lowercased())
    let name = parts.last ?? ""
    if parts.contains(where: { $0.utf8.first == UInt8(ascii: ".") || $0 == "__macosx" }) || Self.isLeftBehind(name)
      || name.contains("readme")
    {
      self = .companion
    } else if name.hasSuffix("manifest.json") || name.hasPrefix("manifest") && !name.hasSuffix(".zip") {
      self = .manifest
    } else if let kind = ExportKind(fileName: name) {
      self = Self.export(kind, name)
    } else if name.hasSuffix(".zip") {
      self = .zip
    } else {
      self = Self.isCompanion(name) ? .companion : .data
    }
  }

  /// What a file is that turned out to be no manifest.
  static func withoutManifest(_ name: String) -> FileRole {
    ExportKind(fileName: name).map { export($0, name.lowercased()) } ?? .companion
  }

  private static func export(_ kind: ExportKind, _ name: String) -> FileRole {
    if name.hasSuffix(".zip") { return .zip }
    let packing = Packing(ending: name)
    let plain = String(name.dropLast(packing?.ending.count ?? 0))
    if let format = ExportFormat(fileName: plain) { return .export(kind, format, packing) }
    return .unsupported(UnsupportedForm(name: name))
  }

  /// Backups, swap and lock files of editors and offices, and check sums, of exports as well.
  private static func isLeftBehind(_ name: String) -> Bool {
    let endings = [
      "~", ".swp", ".swo", ".bak", ".old", ".orig", ".rej", ".md5", ".sha1", ".sha256", ".sha512", ".crc", ".sfv",
      ".sig",
      ".asc",
    ]
    return endings.contains(where: name.hasSuffix) || name.hasPrefix("~$") || name.hasPrefix("#") && name.hasSuffix("#")
      || ["thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r", "sha256sums", "md5sums"].contains(name)
  }

  private static func isCompanion(_ name: String) -> Bool {
    let beginnings = ["license", "licence", "copying", "notice", "changelog", "_success", "_committed_", "_started_"]
    let endings = [
      ".md", ".rst", ".adoc", ".pdf", ".html", ".htm", ".doc", ".docx", ".odt", ".rtf", ".png", ".jpg", ".jpeg", ".gif",
      ".svg", ".webp", ".css", ".js", ".py", ".sh", ".bat", ".ps1", ".log", ".ini", ".yml", ".yaml", ".lnk", ".url",
      ".eml",
    ]
    return beginnings.contains(where: name.hasPrefix) || endings.contains(where: name.hasSuffix)
  }
}
