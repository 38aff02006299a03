/// A block of a usage export, with what one thread makes of it: rows, and the entries of those that take the short way.
struct UsageBlock: ~Copyable {
  var text = TextBlock()
  /// Whether the file ends with it.
  var isEnd = false
  var rows: CSVRows
  var entries: UsageEntries
  /// The rows that are still to be read strictly, or to be tried again.
  private(set) var others: [Int] = []
  /// How far its records were taken.
  private(set) var progress = CSVRows.Progress(end: 0)
  /// Its rows, as far as files are compared by them.
  private(set) var hashes = RowHashes()
  private var memory: RowMemory

  init(_ rows: consuming CSVRows, _ memory: consuming RowMemory, partitions: Int) {
    self.rows = rows
    self.memory = memory
    entries = UsageEntries(partitions: partitions)
  }

  /// Takes the text apart. Lines count from 0.
  ///
  /// - Parameters:
  ///   - readsAhead: whether rows may take the short way before those in front of them have been read.
  ///   - compared: the rows to keep hashes of; nil where the file is not compared with others.
  mutating func read(_ shortWay: ShortWay, readsAhead: Bool, compared: RowHashes.Filter?) {
    takeApart(shortWay, readsAhead: readsAhead)
    hashes.removeAll()
    if let compared { hashes.take(rows.batch, compared) }
  }

  private mutating func takeApart(_ shortWay: ShortWay, readsAhead: Bool) {
    rows.line = 0
    rows.batch.firstLine = 0
    rows.begin(text.base)
    entries.begin()
    others.removeAll(keepingCapacity: true)
    progress = CSVRows.Progress(end: 0)
    var length = CSVRows.slice
    while progress.end < text.count, !progress.isTooLong {
      let start = progress.end
      length = min(length, text.count - start)
      let first = rows.batch.count
      let isLast = start + length == text.count
      progress = rows.take(text.base, from: start, length: length, isEnd: isEnd && isLast)
      entries.reserve(rows: rows.batch.count)
      if readsAhead {
        take(first..<rows.batch.count, shortWay)
      } else {
        others += first..<rows.batch.count
      }
      if progress.end > start {
        length = CSVRows.slice
      } else if isLast {
        return
      } else {
        length *= 2
      }
    }
  }

  private mutating func take(_ all: Range<Int>, _ shortWay: ShortWay) {
    for start in stride(from: all.lowerBound, to: all.upperBound, by: ShortWay.step) {
      let some = start..<min(start + ShortWay.step, all.upperBound)
      let guesses = shortWay.guesses(rows.batch, some)
      for row in some {
        if let entry = shortWay.entry(rows.batch.fields(row), row, guesses[row &- start], &memory) {
          entries.append(entry)
        } else {
          others.append(row)
        }
      }
    }
  }
}
