import Diagnostics
import Glibc
import Paths

/// The folder finance edits: `name.md` are templates and partials for each other, `name.html` and `name.css` the page
/// they are set in.
public struct TemplateFolder: Sendable {
  public let path: String

  public init(_ path: String) { self.path = path }

  /// The names of all templates, styles included, sorted. What is no regular file is none, and nobody waits for a pipe.
  public func names() throws(TemplateErrors) -> [String] {
    try files()
      .filter { name in [".md", ".html", ".css"].contains(where: name.hasSuffix) && SmallFile.isThere(place(name)) }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// A Markdown template with the folder's other Markdown files as its partials.
  public func template<View>(_ name: String, schema: Schema<View>) throws(TemplateErrors) -> Template<View> {
    let file = name + ".md"
    return try Template(try text(of: file), file: place(file), partials: try partials(".md"), schema: schema)
  }

  /// An HTML template with the folder's other HTML files as its partials.
  public func page<View>(_ name: String, schema: Schema<View>) throws(TemplateErrors) -> PageTemplate<View> {
    let file = name + ".html"
    return try PageTemplate(try text(of: file), file: place(file), partials: try partials(".html"), schema: schema)
  }

  /// The text of a file, such as `page.css`.
  ///
  /// - Throws: an error that names the file where it is missing, cannot be read or is not UTF-8.
  public func text(of file: String) throws(TemplateErrors) -> String {
    let bytes: [UInt8]
    do { bytes = try SmallFile.read(place(file)) } catch { throw refusal(file, error) }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw error(file, "the template '\(file)' is not UTF-8", "save it as UTF-8 text")
    }
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw error(
        file, "the template '\(file)' is empty", "restore it, or copy it from the templates that come with report")
    }
    return text
  }

  /// A frame without a place for what it frames.
  func lacksContent(_ file: String) -> TemplateErrors {
    error(file, "the template '\(file)' has no {{content}}", "put {{content}} where the page goes")
  }

  private func partials(_ ending: String) throws(TemplateErrors) -> [String: String] {
    var partials: [String: String] = [:]
    for file in try files() where file.hasSuffix(ending) && !file.hasPrefix(".") {
      partials[String(file.dropLast(ending.count))] = try text(of: file)
    }
    return partials
  }

  private func files() throws(TemplateErrors) -> [String] {
    guard let folder = opendir(path) else { throw refusal(".", .call(errno)) }
    defer { closedir(folder) }
    var files: [String] = []
    while true {
      // Nil is the end only where there is no error.
      errno = 0
      guard let entry = readdir(folder) else {
        guard errno == 0 else { throw refusal(".", .call(errno)) }
        return files.sorted()
      }
      files.append(
        withUnsafePointer(to: &entry.pointee.d_name) {
          $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        })
    }
  }

  private func place(_ file: String) -> String { path + "/" + file }

  private func refusal(_ file: String, _ fault: SmallFile.Fault) -> TemplateErrors {
    if fault.isMissing {
      return error(file, "there is no file '\(file)'", "copy it from the templates that come with report")
    }
    let reason = if case .call(let code) = fault { String(cString: strerror(code)) } else { fault.reason }
    return error(file, "'\(file)' cannot be read: \(reason)", "check the file and its permissions")
  }

  private func error(_ file: String, _ message: String, _ remedy: String) -> TemplateErrors {
    TemplateErrors([TemplateError(at: Place(file: place(file)), message, remedy: remedy)])
  }
}
