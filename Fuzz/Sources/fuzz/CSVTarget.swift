import Exports

/// RFC 4180: where blocks end makes no difference, nor do quotes around what needs none.
enum CSVTarget {
  static func test(_ input: [UInt8]) {
    for delimiter in [",", "\t"] as [Unicode.Scalar] {
      let format = ExportFormat.csv(delimiter: UInt8(ascii: delimiter))
      let whole = Reading(input, as: format)
      expectEqual(Reading(input, as: format, isStrict: true), whole, "strictly")
      for blockSize in [1, 7, 64] {
        expectEqual(Reading(input, as: format, blockSize: blockSize), whole, "in blocks of \(blockSize)")
      }
      let quoted = ([Reading.columns] + whole.texts).map { row in
        row.map { "\"" + ($0 ?? "").replacing("\"", with: "\"\"") + "\"" }.joined(separator: String(delimiter)) + "\r\n"
      }
      let again = Reading(Array(quoted.joined().utf8), as: format, recordLimit: 1 << 16)
      expectEqual(again.texts, whole.texts, "with quotes")
    }
  }
}
