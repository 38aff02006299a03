/// The view, or the element of a list, that names are read from while a page is filled; one for each level of lists.
class Frame {
  /// The compiler of templates hands a closure only frames of the schema it came from, so the type is known; a cast
  /// that checks would cost more than the rest of filling a slot. Debug builds check it.
  func view<View>(as type: View.Type = View.self) -> View { unsafeDowncast(self, to: FrameOf<View>.self).current }
}

final class FrameOf<View>: Frame {
  var current: View

  init(_ view: View) { current = view }
}
