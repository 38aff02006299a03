import Foundation
import Testing

/// Zips as other programs see them.
extension Workshop {
  /// A file in a zip, as Python reads it.
  struct ZipInfo: Decodable, Equatable {
    var name: String
    var flags: Int
    var date: [Int]
    var mode: Int
    var method: Int
  }

  private struct ZipInfos: Decodable {
    var bad: String?
    var files: [ZipInfo]
  }

  /// The files of a zip in its order, every one of them unpacked and held against its check sum.
  func infos(of zip: String) throws -> [ZipInfo] {
    let script = """
      import json, sys, zipfile
      with zipfile.ZipFile(sys.argv[1]) as z:
          print(json.dumps({"bad": z.testzip(), "files": [
              {"name": i.filename, "flags": i.flag_bits, "date": i.date_time, "mode": i.external_attr >> 16,
               "method": i.compress_type} for i in z.infolist()]}))
      """
    let outcome = try command("/usr/bin/python3", "-c", script, zip)
    #expect(outcome.code == 0)
    let infos = try JSONDecoder().decode(ZipInfos.self, from: Data(outcome.stdout.utf8))
    #expect(infos.bad == nil)
    return infos.files
  }

  /// Unpacks a zip into a folder of its own.
  func unzip(_ zip: String, to path: String) throws {
    try FileManager.default.createDirectory(
      at: folder.appending(path: path), withIntermediateDirectories: true)
    #expect(try command("/usr/bin/unzip", "-q", zip, "-d", path) == Outcome(code: 0, stdout: "", stderr: ""))
  }

  /// Runs a program of the system in the folder.
  func command(_ arguments: String..., in path: String = "") throws -> Outcome {
    try Run(arguments, in: folder.appending(path: path), environment: ["PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"])
      .outcome()
  }

  /// The links of a page that lead to files, each as the path from the folder `root`.
  func links(of page: String, in root: String) throws -> [String] {
    try read("\(root)/\(page)").matches(of: #/(?:href|src)="([^"]*)"/#).compactMap { match in
      let address = match.1.replacingOccurrences(of: "&amp;", with: "&")
      guard address.firstMatch(of: #/^[a-z]+:/#) == nil else { return nil }
      var parts = page.split(separator: "/").dropLast().map(String.init)
      for part in address.split(separator: "/") {
        if part == ".." { _ = parts.popLast() } else { parts.append(part.removingPercentEncoding ?? "") }
      }
      return parts.joined(separator: "/")
    }
  }
}
