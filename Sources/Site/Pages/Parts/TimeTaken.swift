package import Templating

/// How long something took: as a person says it, and to the millisecond.
package struct TimeTaken: TemplateModel {
  let milliseconds: Int

  init(milliseconds: Int) { self.milliseconds = max(milliseconds, 0) }

  package static var fields: [Field<TimeTaken>] {
    [
      .text("length") { DurationText.words(milliseconds: $0.milliseconds) },
      .text("exact_length") { DurationText.exact(milliseconds: $0.milliseconds) },
    ]
  }
}
