/// The bytes of a text, valid for the length of the call, without a reference counted on the way to them: a text that
/// many threads write at once is then no place where they wait for each other.
@inlinable public func lendBytes(of text: borrowing String, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
  let called: Void? = text.utf8.withContiguousStorageIfAvailable { body($0) }
  if called == nil { copiedBytes(of: text).withUnsafeBufferPointer { body($0) } }
}

/// For texts of other making than Swift's own, which have no bytes to lend.
@inline(never) @usableFromInline
func copiedBytes(of text: borrowing String) -> [UInt8] { Array(text.utf8) }
