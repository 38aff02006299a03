import Diagnostics

// Reading a CSV export in rounds, several blocks at a time.
extension UsageRows {
  /// How many blocks a thread takes in a round, more or less: enough for the others to come to it while one works.
  private static let blocksPerThread = 4

  /// Reads a file of usage.
  mutating func read(_ file: ExportFile, options: ReadOptions, findings: inout Findings) throws {
    onRows = options.onUsageRows
    let source = try file.open(onRead: options.onRead)
    guard case .csv(let delimiter) = file.format, !rules.isStrict else {
      return try ExportReader.read(
        file, from: source, schema: rules.schema, options: options, findings: &findings, into: &self)
    }
    var window = ByteWindow(source: source, blockSize: options.blockSize)
    try window.skipByteOrderMark()
    var reader = CSVReader(
      file.name, rules.schema, delimiter: delimiter, limit: options.recordLimit, isStrict: options.isStrict,
      window)
    guard let header = try reader.readHeader(findings: &findings) else { return }
    try readRounds(reader, header, findings: &findings)
  }

  /// A round: some blocks for each thread are filled, taken apart side by side, settled one after the other, and
  /// then added up side by side, each thread for the invoices of its own. So the groups are the same whatever the
  /// number of threads: settling goes in the order of the rows, and sums do not depend on theirs.
  private mutating func readRounds(
    _ reader: borrowing CSVReader, _ header: CSVHeader, findings: inout Findings
  ) throws {
    let columns = UsageColumn.allCases.filter { header.slots[$0.rawValue] != nil }
    var feed = BlockFeed(reader.window, limit: reader.limit)
    let blocks = (0..<(partitions.count == 1 ? 1 : partitions.count * Self.blocksPerThread)).map { _ in
      Box(
        UsageBlock(
          CSVRows(reader.file, header, delimiter: reader.delimiter, limit: reader.limit, isStrict: reader.isStrict),
          RowMemory(dates: self.reader.dates, rules: vocabulary.rules, columns: columns),
          partitions: partitions.count))
    }
    // Rows are put aside in their order, the ones that take the short way among the others.
    let readsAhead = spool == nil
    var line = reader.line
    var isOver = false
    while !isOver, !feed.isDone {
      var filled = 0
      while filled < blocks.count, !feed.isDone {
        try feed.fill(&blocks[filled].value.text)
        blocks[filled].value.isEnd = feed.isDone
        filled += 1
      }
      // Each block is of one thread; what they share is the vocabulary, and nobody changes it.
      let shortWay = vocabulary.shortWay
      let compared = overlaps?.filter
      Crew.run(filled) { blocks[$0].value.read(shortWay, readsAhead: readsAhead, compared: compared) }

      var firstRows: [Int] = []
      for index in 0..<filled {
        firstRows.append(totals.rows)
        try settle(&blocks[index].value, line: line, reader.faults, width: header.width, findings: &findings)
        line += blocks[index].value.rows.line
        let end = blocks[index].value.progress.end
        let unused = blocks[index].value.text.count - end
        if blocks[index].value.progress.isTooLong || unused > reader.limit + 2 {
          findings.add(reader.faults.tooLong(blocks[index].value.text.base, from: end, line: line))
          isOver = true
          break
        }
        if unused > 0 {
          // The block ends in quotes, so that those behind it do not begin where records do.
          for later in (index + 1..<filled).reversed() { feed.putBack(blocks[later].value.text, from: 0) }
          feed.putBack(blocks[index].value.text, from: end)
          break
        }
      }

      // Each partition is of one thread; the blocks are only read.
      Crew.run(partitions.count) { partition in
        for (block, firstRow) in zip(blocks, firstRows) {
          partitions[partition].value.add(
            block.value.entries.of(partition), block.value.rows.batch, firstRow: firstRow)
        }
      }
    }
  }

  /// Says what is wrong with the records of a block, and takes the rows that nobody has taken yet.
  private mutating func settle(
    _ block: inout UsageBlock, line: Int, _ faults: CSVFindings, width: Int, findings: inout Findings
  ) throws {
    for fault in block.rows.faults {
      let finding = faults.refusal(
        block.text.base, from: fault.record, to: block.text.count, isEnd: block.isEnd, line: line + fault.line,
        width: width)
      if let finding { findings.add(finding) }
    }
    block.rows.batch.firstLine = line
    try take(block.others, of: block.rows.batch, into: &block.entries)
    totals.furtherRows += block.entries.furtherRows
    overlaps?.add(block.hashes)
    count(block.rows.batch.count)
  }
}
