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
        .csvSyntax, at: place, "A quote stands in the middle of a field that does not begin with one.",
        because: "Where such a field ends would be a guess.",
        remedy: "Put the whole field in double quotes and write the quote in it twice (\"\").")
    case .textAfterQuote:
      Finding(
        .csvSyntax, at: place, "Text follows the closing quote of a field.",
        because: "After a closing quote only \(Self.name(delimiter)) or the end of the line may stand.",
        remedy: "Write each quote inside the field twice (\"\"), or remove the text.")
    case .unterminatedQuote:
      Finding(
        .csvSyntax, at: place, "The quote that opens here is never closed.",
        because: "All the rest of the file would belong to this field.",
        remedy: "Close the field with a double quote.")
    case .loneReturn:
      Finding(
        .csvSyntax, at: place, "A carriage return stands here without a line feed.",
        because: "It ends a line in some programs and belongs to the field in others.",
        remedy: "End lines with LF or CR LF; put a field that holds a line break in double quotes.")
    case .width(let expected, let found):
      Finding(
        .rowWidth, at: place, "This row has \(Self.fields(found)), the header has \(expected).",
        because: "Its values could stand under the wrong columns.",
        remedy: "Give each column a field, an empty one where there is no value; "
          + "put a value that holds \(Self.name(delimiter)) in double quotes.")
    case .nul:
      Finding(
        .nulByte, at: place, "A NUL byte stands here.",
        because: "Text does not hold NUL; the file is damaged or not UTF-8.",
        remedy: "Export the file again as UTF-8.")
    case .invalidUTF8:
      Finding(
        .invalidUTF8, at: place, "The bytes here are not UTF-8.",
        because: "Which characters they mean would be a guess.",
        remedy: "Export the file again as UTF-8, or convert it: iconv -f WINDOWS-1252 -t UTF-8")
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
