import Diagnostics
import Exports

/// The number of the format that a site is kept in: what its records, issued content and payments say, and how.
///
/// It grows where a former version of the tool would misread what a later one writes. A version reads its own format and all
/// former ones, and goes on with them; a later one it refuses.
///
/// - 1: version 1.1.0, which wrote no number. Credit notes that count are “paid”; the digest of usage is that of its lines.
/// - 2: records have `tax_point`, `tax_country` and `written_off`, and no period where none was stated; lines may have dates
///   of their own; the digest of usage is additive, whatever lines are grouped by.
package enum FormatNumber {
  package static let current = 2

  /// The format that a manifest states; nil for a number that no version writes. Format 1 is stated by none.
  package static func stated(by manifest: JSONValue) -> Int? {
    guard let stated = manifest["format"] else { return 1 }
    return stated.whole.flatMap { $0 > 1 ? $0 : nil }
  }

  /// - Returns: the format of a site by its manifest.
  /// - Throws: `NewerSite` for one that this version cannot read.
  package static func check(_ manifest: JSONValue, _ path: String) throws(NewerSite) -> Int {
    let format = stated(by: manifest) ?? 1
    if format > current {
      throw NewerSite(path: path, format: format, version: VisibleText.of(manifest["version"]?.text ?? "unknown"))
    }
    return format
  }
}
