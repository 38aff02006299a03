import Diagnostics

/// Why a CSV record is refused.
enum CSVFault: Error, Hashable {
  case strayQuote
  case textAfterQuote
  case unterminatedQuote
  case loneReturn
  case width(expected: Int, found: Int)
  case nul
  case invalidUTF8

  func finding(at place: Place, delimiter: UInt8) -> Finding {
    switch self {
    case .strayQuote:
      Finding(
        .csvSyntax, at: place, "a quote stands in the middle of a field that does not begin with one",
        because: "where such a field ends would be a guess",
        remedy: "put the whole field in double quotes and write the quote in it twice (\"\")")
    case .textAfterQuote:
      Finding(
        .csvSyntax, at: place, "text follows the closing quote of a field",
        because: "after a closing quote only \(Self.name(delimiter)) or the end of the line may stand",
        remedy: "write each quote inside the field twice (\"\"), or remove the text")
    case .unterminatedQuote:
      Finding(
        .csvSyntax, at: place, "the quote that opens here is never closed",
        because: "all the rest of the file would belong to this field",
        remedy: "close the field with a double quote")
    case .loneReturn:
      Finding(
        .csvSyntax, at: place, "a carriage return stands here without a line feed",
        because: "it ends a line in some programs and belongs to the field in others",
        remedy: "end lines with LF or CR LF; put a field that holds a line break in double quotes")
    case .width(let expected, let found):
      Finding(
        .rowWidth, at: place, "this row has \(Self.fields(found)), the header has \(expected)",
        because: "its values could stand under the wrong columns",
        remedy: "give each column a field, an empty one where there is no value; "
          + "put a value that holds \(Self.name(delimiter)) in double quotes")
    case .nul:
      Finding(
        .nulByte, at: place, "a NUL byte stands here",
        because: "text does not hold NUL; the file is damaged or not UTF-8",
        remedy: "export the file again as UTF-8")
    case .invalidUTF8:
      Finding(
        .invalidUTF8, at: place, "the bytes here are not UTF-8",
        because: "which characters they mean would be a guess",
        remedy: "export the file again as UTF-8, or convert it: iconv -f WINDOWS-1252 -t UTF-8")
    }
  }

  /// A delimiter in words.
  static func name(_ delimiter: UInt8) -> String {
    switch delimiter {
    case UInt8(ascii: ","): "a comma"
    case UInt8(ascii: "\t"): "a tab"
    case UInt8(ascii: ";"): "a semicolon"
    default: "the delimiter"
    }
  }

  private static func fields(_ count: Int) -> String { count == 1 ? "1 field" : "\(count) fields" }
}
