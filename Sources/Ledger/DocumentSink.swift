/// Takes documents in as soon as they are worked out: several threads each have a run of them in hand, and what they have to
/// say about it comes together in the order of the documents.
package protocol DocumentSink: Sendable {
  /// What one thread uses again for every document.
  associatedtype Scratch
  /// What there is to say about a run of documents.
  associatedtype Piece: Sendable

  /// Called once by each thread.
  func scratch() -> Scratch

  /// Takes one document.
  ///
  /// - Parameter buffers: holds the canonical line of what is issued with it.
  func take(_ work: LedgerPart.Work, _ buffers: Issuance.Buffers, _ scratch: Scratch) throws

  /// What there is to say about the documents that this thread has taken since the last call.
  func piece(_ scratch: Scratch) -> Piece

  /// Takes the next piece, in the order of the documents, one at a time.
  func add(_ piece: Piece) throws

  /// Called once, after the last piece.
  func finish() throws
}

/// Nobody: documents are worked out and not written.
struct NoSink: DocumentSink {
  func scratch() {}
  func take(_ work: LedgerPart.Work, _ buffers: Issuance.Buffers, _ scratch: Void) throws {}
  func piece(_ scratch: Void) {}
  func add(_ piece: Void) throws {}
  func finish() throws {}
}
