import Billing
import Markdown
import Testing

@testable import SiteFormat

@Suite struct JSONTextTests {
  private func string(_ text: String) -> String {
    let buffer = ByteBuffer()
    JSONText.string(text, to: buffer)
    return buffer.string
  }

  @Test(
    arguments: [
      ("", #""""#), ("plain", #""plain""#), ("a\"b", #""a\"b""#), (#"a\b"#, #""a\\b""#), ("a\nb\r\tc", #""a\nb\r\tc""#),
      ("\u{0}\u{1F}\u{7F}", #""\u0000\u001f\u007f""#), ("é😀", #""é😀""#), ("</script>", #""</script>""#),
    ])
  func escapesWhatItMust(text: String, json: String) {
    #expect(string(text) == json)
  }

  @Test func keysInTheirOrder() {
    let buffer = ByteBuffer()
    JSONText.object(buffer) { json in
      json.text("b", "x")
      json.text("a", nil as String?)
      json.number("n", -3)
      json.array("l", [1, 2]) { $1.append(String($0)) }
      json.object("o") { $0.null("x") }
      json.key(named: "k\"")
      JSONText.string("v", to: json.buffer)
    }
    #expect(buffer.string == #"{"b":"x","a":null,"n":-3,"l":[1,2],"o":{"x":null},"k\"":"v"}"#)
  }
}
