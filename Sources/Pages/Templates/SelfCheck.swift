import Markdown

/// Proves of a template that its two forms are one: filled with sample values, the Markdown form renders to the HTML
/// form. So nothing of a template, next to a value or around a section, can make text take effect in one form only.
///
/// Sections and values that have nothing to do with each other are tried together; where something disagrees, each is
/// tried by itself, to name it.
struct SelfCheck {
  private let tags: [ResolvedTag]
  private let forms: FormComparison
  /// What is known of samples by now.
  private var known: [Sample: Bool] = [:]

  init(_ forms: TemplateForms) {
    tags = forms.tags
    self.forms = FormComparison(forms)
  }

  mutating func errors() throws(MarkdownError) -> [TemplateError] {
    if try sectionsAgree(), try valuesAgree() { return [] }
    return try errorsOneByOne()
  }

  /// What is wrong with sections; where nothing is, with values.
  mutating func errorsOneByOne() throws(MarkdownError) -> [TemplateError] {
    let sections = try errors { check, number throws(MarkdownError) in try check.sectionError(number) }
    if !sections.isEmpty { return sections }
    let values = try errors { check, number throws(MarkdownError) in
      try check.valueError(number) { $0.values[number] = $1 }
    }
    if !values.isEmpty { return values }
    // Two values may stand at the ends of what would be emphasis.
    return try errors { check, number throws(MarkdownError) in
      try check.valueError(number) { $0.setAll($1) }
    }
  }

  private mutating func errors(
    _ find: (inout SelfCheck, Int) throws(MarkdownError) -> TemplateError?
  ) throws(MarkdownError) -> [TemplateError] {
    var errors: [TemplateError] = []
    for number in tags.indices {
      if let error = try find(&self, number) { errors.append(error) }
    }
    return errors
  }

  private mutating func sectionError(_ number: Int) throws(MarkdownError) -> TemplateError? {
    let tag = tags[number].tag
    for count in counts(number) {
      var sample = sample(showing: number)
      sample.show(tag.name, count, in: tags)
      if try agrees(sample) { continue }
      return TemplateError(
        at: tag.place, "hiding or repeating the section '\(tag.name)' would join what stands around it",
        remedy: "repeat rows of a table instead of items of a list; put a whole list, or a line of text, in a section "
          + "of its own lines")
    }
    return nil
  }

  /// - Parameter fill: puts a text where a value is to stand.
  private mutating func valueError(
    _ number: Int, _ fill: (inout Sample, UInt8) -> Void
  ) throws(MarkdownError) -> TemplateError? {
    guard isValue(number) else { return nil }
    let tag = tags[number].tag
    for text in Sample.unusual {
      var sample = sample(showing: number)
      fill(&sample, text)
      if try agrees(sample) { continue }
      return TemplateError(
        at: tag.place, "what stands beside \(tag.text) would read as Markdown together with a value",
        remedy: "put a space, or words, between the value and '*', '_', '`', '\\', '.' or ')' beside it")
    }
    return nil
  }

  /// Whether all sections may be hidden and repeated, many tried at once.
  private mutating func sectionsAgree() throws(MarkdownError) -> Bool {
    var trials = Trials(tags)
    for number in tags.indices where isSection(number) {
      let shown = sample(showing: number)
      if try !agrees(shown) { return false }
      for count in counts(number) where count != 1 {
        trials.add([tags[number].tag.name], shown: count, in: shown, for: number)
      }
    }
    for trial in trials.all where try !agrees(trial.sample) { return false }
    return true
  }

  /// Whether any value may stand at any tag, many tags tried at once. What a value does next to Markdown's signs, it
  /// does within its word; so the tags of a word take turns, and so do texts at words.
  private mutating func valuesAgree() throws(MarkdownError) -> Bool {
    let texts = UInt8(Sample.texts.count)
    var trials = Trials(tags)
    for number in tags.indices where isValue(number) {
      trials.add(hidden(showing: number), shown: 0, in: Sample(tags), for: number)
    }
    for trial in trials.all {
      for text in Sample.unusual {
        var sample = trial.sample
        sample.setAll(text)
        if try !agrees(sample) { return false }
      }
      for place in Set(trial.numbers.map { forms.places[$0].inWord }) {
        for turn in 0..<texts {
          var sample = trial.sample
          for number in trial.numbers where forms.places[number].inWord == place {
            sample.values[number] = (turn + UInt8(forms.places[number].word % Int(texts))) % texts
          }
          if try !agrees(sample) { return false }
        }
      }
    }
    return true
  }

  private func isValue(_ number: Int) -> Bool {
    if case .slot(let entry, _) = tags[number].role { entry.isValue } else { false }
  }

  private func isSection(_ number: Int) -> Bool {
    if case .open = tags[number].role { true } else { false }
  }

  /// How often a section is written to see that it can be; nothing for what is none.
  private func counts(_ number: Int) -> [UInt8] {
    guard case .open(let entry, _, _) = tags[number].role else { return [] }
    return [0, entry.isList ? 2 : 1]
  }

  /// Every name holds but for those whose absence shows a tag.
  private func sample(showing number: Int) -> Sample {
    var sample = Sample(tags)
    for name in hidden(showing: number) { sample.show(name, 0, in: tags) }
    return sample
  }

  /// The names whose absence shows a tag.
  private func hidden(showing number: Int) -> Set<String> {
    var names: Set<String> = []
    var section = tags[number].section
    while let open = section {
      if case .open(_, _, inverted: true) = tags[open].role { names.insert(tags[open].tag.name) }
      section = tags[open].section
    }
    return names
  }

  private mutating func agrees(_ sample: Sample) throws(MarkdownError) -> Bool {
    if let known = known[sample] { return known }
    let agrees = try forms.agrees(sample)
    known[sample] = agrees
    return agrees
  }
}
