/// How a column of a table stands.
enum Alignment: UInt8 {
  case none = 0x61
  case left, center, right

  /// The columns of a delimiter row such as `| --- | :-: |`, or nil where the line is none. It has at least one pipe,
  /// so that a lone `---` stays what it is.
  static func columns(of line: UnsafePointer<CChar>) -> [Alignment]? {
    var columns: [Alignment] = []
    var at = line
    var pipes = 0
    func take(_ character: Unicode.Scalar) -> Bool {
      guard UInt8(bitPattern: at.pointee) == UInt8(ascii: character) else { return false }
      at += 1
      return true
    }
    func skipBlanks() { while take(" ") || take("\t") {} }
    skipBlanks()
    if take("|") { pipes += 1 }
    skipBlanks()
    while at.pointee != 0 {
      let left = take(":")
      guard take("-") else { return nil }
      while take("-") {}
      let right = take(":")
      columns.append(left ? (right ? .center : .left) : (right ? .right : .none))
      skipBlanks()
      if take("|") { pipes += 1 } else if at.pointee != 0 { return nil }
      skipBlanks()
    }
    return pipes > 0 && !columns.isEmpty ? columns : nil
  }
}
