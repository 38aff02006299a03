/// Samples in which several sections are hidden or repeated at once: what that joins stands right beside a section, so
/// sections in each other or next to each other have samples of their own.
struct Trials {
  struct Trial {
    var sample: Sample
    /// What the sample was before.
    let base: Sample
    /// How often it shows names whose sections it hides or repeats, and these sections.
    var shown: [String: UInt8]
    var sections: [Int]
    /// The tags it is tried for.
    var numbers: [Int]
  }

  private(set) var all: [Trial] = []
  private let tags: [ResolvedTag]
  private let order: SectionOrder
  private let sectionsOf: [String: [Int]]

  init(_ tags: [ResolvedTag]) {
    self.tags = tags
    order = SectionOrder(tags)
    let open = tags.indices.filter { if case .open = tags[$0].role { true } else { false } }
    sectionsOf = Dictionary(grouping: open) { tags[$0].tag.name }
  }

  /// Adds a tag for which the sections of some names are to be shown so often.
  mutating func add(_ names: Set<String>, shown count: UInt8, in base: Sample, for number: Int) {
    let sections = names.flatMap { sectionsOf[$0] ?? [] }
    let index =
      all.firstIndex { trial in
        let isSame = names.isEmpty ? trial.shown.isEmpty : names.allSatisfy { trial.shown[$0] == count }
        return trial.base == base && (isSame || isApart(sections, trial.sections))
      } ?? all.count
    if index == all.count { all.append(Trial(sample: base, base: base, shown: [:], sections: [], numbers: [])) }
    all[index].numbers.append(number)
    for name in names where all[index].shown[name] == nil {
      all[index].sample.show(name, count, in: tags)
      all[index].shown[name] = count
      all[index].sections += sectionsOf[name] ?? []
    }
  }

  /// Where nothing is hidden, everything is to be shown.
  private func isApart(_ a: [Int], _ b: [Int]) -> Bool {
    !a.isEmpty && !b.isEmpty && a.allSatisfy { a in b.allSatisfy { !order.isBeside(a, $0) } }
  }
}
