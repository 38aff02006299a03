import Testing

@testable import Billing

@Suite struct DayTests {
  @Test func everyDayOfFourCenturiesComesBack() {
    var day: Day = "1900-01-01"
    let last: Day = "2300-01-01"
    var before = (year: 1899, month: 12, day: 31)
    while day < last {
      let civil = day.civil
      #expect(Day(year: civil.year, month: civil.month, day: civil.day) == day)
      let follows = civil.day == before.day + 1 || civil.day == 1 && civil.month != before.month
      if !follows { Issue.record("\(day) does not follow \(before)") }
      before = civil
      day = day.adding(1)
    }
  }

  @Test func countsFrom1970() {
    #expect(("1970-01-01" as Day).number == 0)
    #expect(("1969-12-31" as Day).number == -1)
    #expect(("2000-03-01" as Day).number == 11_017)
    #expect(("2024-05-31" as Day).adding(1) == "2024-06-01")
    #expect(("2024-03-01" as Day).adding(-1) == "2024-02-29")
  }

  @Test(
    arguments: [
      "2024-02-30", "2023-02-29", "1900-02-29", "2024-13-01", "2024-00-10", "2024-04-31", "2024-01-00", "0000-01-01",
      "2024-1-01", "24-01-01", "2024/01/01", "2024-01-01 ", "2024-01-01T00:00:00Z", "20240101", "", "2024-01-0x",
      "-024-01-01",
    ])
  func noSuchDay(text: String) {
    #expect(Day(text) == nil)
  }

  @Test func leapDays() {
    #expect(("2024-02-29" as Day).description == "2024-02-29")
    #expect(("2000-02-29" as Day).description == "2000-02-29")
    #expect(("9999-12-31" as Day).description == "9999-12-31")
    #expect(("0001-01-01" as Day).description == "0001-01-01")
  }

  @Test func monthEnds() {
    #expect(("2024-02-29" as Day).isMonthEnd)
    #expect(!("2024-02-28" as Day).isMonthEnd)
    #expect(("2023-02-28" as Day).isMonthEnd)
    #expect(("2024-12-31" as Day).isMonthEnd)
  }
}

@Suite struct MonthTests {
  @Test func readsAndPrints() {
    #expect(("2024-05" as Month).description == "2024-05")
    for text in ["2024-5", "2024-13", "2024-00", "2024-05-01", "2024", "", "24-05"] { #expect(Month(text) == nil) }
  }

  @Test func periodIsHalfOpen() {
    let february = ("2024-02" as Month).period
    #expect((february.start, february.end, february.lastDay) == ("2024-02-01", "2024-03-01", "2024-02-29"))
    #expect(february.contains("2024-02-01") && february.contains("2024-02-29"))
    #expect(!february.contains("2024-03-01") && !february.contains("2024-01-31"))
  }
}

@Suite struct BillingPeriodTests {
  @Test func holdsAtLeastADay() {
    #expect(BillingPeriod(from: "2024-05-01", until: "2024-05-01") == nil)
    #expect(BillingPeriod(from: "2024-05-02", until: "2024-05-01") == nil)
    #expect(BillingPeriod(from: "2024-05-01", until: "2024-05-02")?.lastDay == "2024-05-01")
  }

  @Test func isFiledUnderTheMonthOfItsLastDay() {
    #expect(BillingPeriod(from: "2024-04-15", until: "2024-05-15")?.month == "2024-05")
    #expect(BillingPeriod(from: "2024-05-01", until: "2024-06-01")?.month == "2024-05")
    #expect(BillingPeriod(from: "2024-05-01", until: "2024-06-02")?.month == "2024-06")
  }

  @Test func union() throws {
    let early = try #require(BillingPeriod(from: "2024-05-01", until: "2024-05-10"))
    let late = try #require(BillingPeriod(from: "2024-05-20", until: "2024-06-01"))
    #expect(early.union(late) == ("2024-05" as Month).period)
    #expect(late.union(early) == ("2024-05" as Month).period)
    #expect(early < late)
  }

  @Test func aCreditNoteIsFiledUnderItsIssueDate() {
    let header = InvoiceHeader.may { $0.issueDate = "2024-07-03" }
    #expect(header.month == "2024-05")
    var note = header
    note.type = .creditNote
    #expect(note.month == "2024-07")
  }
}

@Suite struct PeriodSelectionTests {
  @Test(
    arguments: [
      ("2024-05", "2024-05", "2024-05"), ("2024-Q1", "2024-01", "2024-03"), ("2024-Q2", "2024-04", "2024-06"),
      ("2024-Q4", "2024-10", "2024-12"), ("2024", "2024-01", "2024-12"), ("2024-01..2024-06", "2024-01", "2024-06"),
      ("2023-11..2024-02", "2023-11", "2024-02"), ("2024-05..2024-05", "2024-05", "2024-05"),
    ] as [(String, Month, Month)])
  func aRangeOfMonths(text: String, first: Month, last: Month) {
    let selection = PeriodSelection(text)
    #expect(selection == .months(first...last))
    #expect(selection?.contains(last) == true)
    #expect(selection?.contains(last.period.end.month) == false)
  }

  @Test func all() {
    #expect(PeriodSelection("all") == .all)
    #expect(PeriodSelection("all")?.contains("1999-01") == true)
  }

  @Test(
    arguments: [
      "", "2024-13", "2024-Q5", "2024-Q0", "2024-q1", "24", "2024-06..2024-01", "2024..2025", "2024-01..", "..2024-01",
      "All",
      "2024-05-01", "2024-01...2024-02", "0000",
    ])
  func refused(text: String) {
    #expect(PeriodSelection(text) == nil)
  }

  @Test func printsAsTheShortestWayToWriteIt() {
    #expect(PeriodSelection("2024-05..2024-05")?.description == "2024-05")
    #expect(PeriodSelection("2024-Q1")?.description == "2024-01..2024-03")
    #expect(PeriodSelection("all")?.description == "all")
  }
}
