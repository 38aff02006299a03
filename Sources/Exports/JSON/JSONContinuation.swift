import Diagnostics

/// The rule that a list is whole: what a provider hands out page by page says in its members that it goes on.
///
/// `has_more: true` (Stripe), `next_page_token` (Google), `@odata.nextLink` (Azure), `links.next` (JSON:API),
/// `links.pages.next` (DigitalOcean), `NextToken` (AWS) and names like these.
enum JSONContinuation {
  /// Members that are true where the list goes on.
  private static let flags = [
    "hasmore", "hasnext", "hasnextpage", "moreavailable", "morepages", "istruncated", "truncated",
  ]
  /// Members that say where the next page is; null or empty on the last one.
  private static let next = [
    "next", "nextpage", "nextpagetoken", "nexttoken", "nexturl", "nexturi", "nextlink", "nexthref", "nextcursor",
    "nextpageurl", "nextpageuri", "nextpagelink", "nextpagecursor", "nextmarker", "nextoffset", "nextid",
    "nextcontinuationtoken", "continuationtoken",
  ]
  /// Members that hold such members.
  private static let holders = [
    "links", "paging", "pagination", "pager", "pages", "page", "pageinfo", "meta", "metadata", "cursor", "cursors",
    "responsemetadata",
  ]

  /// Whether a member of this name is to be looked at.
  static func concerns(_ key: String) -> Bool {
    let name = folded(key)
    return flags.contains(name) || next.contains(name) || holders.contains(name)
  }

  /// The path of the member that says that there is more, and its value; nil where none does.
  static func sign(_ key: String, _ value: JSONValue) -> (path: String, value: String)? {
    let name = folded(key)
    if flags.contains(name) { return value.isTrue ? (key, "true") : nil }
    if next.contains(name) { return value.next.map { (key, $0) } }
    guard holders.contains(name), case .object(let members) = value else { return nil }
    for member in members {
      if let sign = sign(member.key, member.value) { return ("\(key).\(sign.path)", sign.value) }
    }
    return nil
  }

  static func finding(_ sign: (path: String, value: String), at place: Place) -> Finding {
    Finding(
      .unfinishedList, at: place, "the list goes on: \(sign.path) is \(Quoted.name(sign.value))",
      because: "this is one page of it; the rows of the others would be missing from the figures",
      remedy: "export all pages, and put their records together: into one array, or one record a line as .jsonl")
  }

  /// A name without case, `-`, `_`, and the namespace in front of it.
  private static func folded(_ key: String) -> String {
    let name = ExportSchema.folded(key)
    return name.hasPrefix("@") ? String(name.split(separator: ".").last ?? "") : name
  }
}

extension JSONValue {
  fileprivate var isTrue: Bool {
    switch self {
    case .bool(let isTrue): isTrue
    case .string(let text): text.lowercased() == "true"
    default: false
    }
  }

  /// What a member holds that names the next page; nil where there is none.
  fileprivate var next: String? {
    switch self {
    case .null, .bool(false): nil
    case .bool(true): "true"
    case .number(let digits): digits.utf8.contains { (0x31...0x39).contains($0) } ? digits : nil
    case .string(let text): text.utf8.allSatisfy { $0 == 0x20 } ? nil : text
    case .array(let elements): elements.isEmpty ? nil : "a list"
    case .object(let members):
      members.lazy.compactMap(\.value.next).first
    }
  }
}
