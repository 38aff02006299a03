/// What to do about a site that is not what was published.
package enum Remedy {
  package static let restore = "restore the site from a backup, or publish it again from the exports"
}
