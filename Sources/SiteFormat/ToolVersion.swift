/// The version of the tool, which every manifest states: another one may make other pages of the same exports.
public enum ToolVersion {
  public static let current = "1.2.0"
}
