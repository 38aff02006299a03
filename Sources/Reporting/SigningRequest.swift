import Publishing
import SiteFormat

/// What a run does about the signature of a site.
public enum SigningRequest: Sendable {
  /// An unsigned site stays so, and a signed one is not gone on from.
  case unsigned
  /// Signs with a key. The site bears its signature, is new, or is adopted.
  case sign(SigningKey, adopts: Bool)
  /// A signed site goes on without a signature.
  case remove

  /// Whether the site may bear another signature afterwards than before, or none.
  var mayChangeSigner: Bool {
    switch self {
    case .unsigned: false
    case .sign(_, let adopts): adopts
    case .remove: true
    }
  }

  var key: SigningKey? { if case .sign(let key, _) = self { key } else { nil } }

  /// Says that the site, whose papers agree with one another, may be gone on from.
  func check(_ papers: SitePapers) throws(SigningRefusal) {
    guard papers.manifest != nil, let reason = refusal(papers) else { return }
    throw SigningRefusal(path: papers.output.path, reason: reason)
  }

  private func refusal(_ papers: SitePapers) -> SigningRefusal.Reason? {
    switch self {
    case .remove: nil
    case .unsigned: papers.isSigned ? .keyIsMissing : nil
    case .sign(_, adopts: true): nil
    case .sign(let key, adopts: false):
      if !papers.isSigned { .isUnsigned } else { isSigned(papers, by: key) ? nil : .otherKey }
    }
  }

  private func isSigned(_ papers: SitePapers, by key: SigningKey) -> Bool {
    papers.signature.map { key.publicKey.isValid($0, for: papers.manifest ?? []) } ?? false
  }

  /// What the history tells of it.
  func change(of papers: SitePapers) -> RunEntry.SignatureChange? {
    guard papers.manifest != nil else { return nil }
    return switch self {
    case .unsigned: nil
    case .remove: papers.isSigned ? .removed : nil
    case .sign(let key, _): isSigned(papers, by: key) ? nil : .adopted
    }
  }
}

/// A site that a run must not go on from with the key it was given, or without one.
public struct SigningRefusal: Error, Sendable, CustomStringConvertible {
  enum Reason {
    case keyIsMissing, isUnsigned, otherKey
  }

  var path: String
  var reason: Reason

  public var description: String {
    switch reason {
    case .keyIsMissing:
      """
      “\(path)” is signed, and this run has no key
        why: nobody would vouch for the site any more, and whoever checks the signature would find none
        fix: run again with --sign and its key; --unsign goes on without a signature, and the history says so
      """
    case .isUnsigned:
      """
      “\(path)” is not signed, and this run would sign it
        why: a signature would vouch for everything that is there, whoever wrote it
        fix: run report verify, look at what is there, and run again with --adopt
      """
    case .otherKey:
      """
      “\(path)” is not signed with this key
        why: another key signed it, or its manifest was changed since
        fix: run again with the key that signed it; if that is lost, run report verify with its public key, then --adopt with the new one
      """
    }
  }
}
