/// A tag with what its name stands for.
struct ResolvedTag {
  enum Role {
    /// - depth: which frame the value is read from, 0 being the page's own view.
    case slot(Entry, depth: Int)
    case open(Entry, depth: Int, inverted: Bool)
    /// - open: the number of the tag it closes.
    case close(open: Int)
    /// Something that was reported.
    case faulty
  }

  /// How a tag stands in its template, which decides what goes with it.
  enum Layout {
    /// Inside a line: only the tag goes.
    case inline
    /// Alone on a line between the rows of a table: repeats and hides rows.
    case row
    /// Alone on a line elsewhere: repeats and hides whole blocks.
    case block
  }

  var tag: Tag
  var role: Role
  var layout = Layout.inline
  /// Whether it stands in a line with pipes, such as the rows of tables are.
  var isInRow = false
  /// The opening tag of the section around it.
  var section: Int?

  var isProse: Bool { if case .slot(let entry, _) = role { entry.isProse } else { false } }
  var isClose: Bool { if case .close = role { true } else { false } }
}

/// A template whose names are resolved and whose sections match.
struct ResolvedTemplate {
  enum Piece {
    case text(String)
    case tag(Int)
  }

  var lines: [[Piece]] = []
  var tags: [ResolvedTag] = []
}
