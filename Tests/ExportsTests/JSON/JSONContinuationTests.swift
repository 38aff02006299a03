import Testing

@testable import Exports

/// A list that says that it goes on is one page of several.
@Suite("Lists that go on")
struct JSONContinuationTests {
  private static func findings(_ members: String, isBehind: Bool) throws -> [String] {
    let text = isBehind ? #"{"data": [{"a": 1}], \#(members)}"# : #"{\#(members), "data": [{"a": 1}]}"#
    let reading = try read(text, .json, .plain("a"))
    #expect(reading.texts == [["1"]])
    return reading.messages
  }

  @Test(arguments: [false, true])
  func goesOn(isBehind: Bool) throws {
    let members = [
      (#""has_more": true"#, "has_more is “true”"), (#""hasMore": "true""#, "hasMore is “true”"),
      (#""next": "https://x/?page=2""#, "next is “https://x/?page=2”"), (#""next_page": 2"#, "next_page is “2”"),
      (#""next_page_token": "t""#, "next_page_token is “t”"), (#""nextPageToken": "t""#, "nextPageToken is “t”"),
      (#""NextToken": "t""#, "NextToken is “t”"), (#""next_url": "u""#, "next_url is “u”"),
      (#""links": {"self": "s", "next": "u"}"#, "links.next is “u”"),
      (#""_links": {"next": {"href": "u"}}"#, "_links.next is “u”"),
      (#""links": {"pages": {"last": "l", "next": "u"}}"#, "links.pages.next is “u”"),
      (#""@odata.nextLink": "u""#, "@odata.nextLink is “u”"), (#""nextLink": "u""#, "nextLink is “u”"),
      (#""meta": {"pagination": {"next_cursor": "c"}}"#, "meta.pagination.next_cursor is “c”"),
      (#""pageInfo": {"hasNextPage": true}"#, "pageInfo.hasNextPage is “true”"),
      (#""has_more": true, "next_page": "u""#, "has_more is “true”"),
    ]
    for (text, message) in members {
      let found = try Self.findings(text, isBehind: isBehind)
      #expect(found.count == 1)
      #expect(
        found.first?.contains(": error: the list goes on: \(message) [unfinished-list]") == true, "\(text): \(found)")
    }
  }

  @Test(arguments: [false, true])
  func isWhole(isBehind: Bool) throws {
    for text in [
      #""has_more": false"#, #""next": null"#, #""next": """#, #""next_page": null"#, #""next_page_token": """#,
      #""links": {"self": "s", "next": null}"#, #""links": {}"#, #""_links": {"next": {}}"#, #""nextLink": null"#,
      #""links": {"pages": {}}, "meta": {"total": 20}"#, #""page": 1, "pages": 1, "next_offset": 0"#,
      #""object": "list", "url": "/v1/invoices", "next_steps": "call us""#,
    ] {
      #expect(try Self.findings(text, isBehind: isBehind) == [])
    }
  }

  @Test func whole() throws {
    #expect(
      try read(#"{"object":"list","has_more":true,"data":[]}"#, .json, .plain("a")).messages == [
        """
        f:1:29: error: the list goes on: has_more is “true” [unfinished-list]
          why: this is one page of it; the rows of the others would be missing from the figures
          fix: export all pages, and put their records together: into one array, or one record a line as .jsonl
        """
      ])
    // What a record holds says nothing of the list.
    #expect(try read(#"{"data": [{"a": 1, "has_more": true, "next": "u"}]}"#, .json, .plain("a")).messages.count == 1)
  }
}
