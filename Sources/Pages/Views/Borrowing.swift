/// Lends what lies at an address to `body`. Nothing is copied or counted to do so: seen from here, the value is of a
/// type that may not be copied at all, and it stays so because the compiler may make no other code of this.
@inline(never) @_semantics("optimize.sil.specialize.generic.never")
func lend<Value: ~Copyable, Result>(_ place: UnsafePointer<Value>, _ body: (borrowing Value) -> Result) -> Result {
  body(place.pointee)
}
