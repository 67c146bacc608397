/// A run with some of its steps: one may have thousands.
package struct RunExcerpt: Sendable {
  /// With the steps that were asked for, as far as they began.
  package let run: Run
  /// The first of the steps asked for that there was no room for; `nil`: there was for all.
  package let next: Int?
  /// The step that began last; `nil`: none has begun. Its number is how many have.
  package let last: StepRecord?
  /// The first step that failed or whose outcome is unknown.
  package let trouble: StepRecord?
  /// The latest run that repeats it; `nil`: none does.
  package let repeatedBy: String?

  package init(
    run: Run, next: Int? = nil, last: StepRecord?, trouble: StepRecord?, repeatedBy: String?
  ) {
    self.run = run
    self.next = next
    self.last = last
    self.trouble = trouble
    self.repeatedBy = repeatedBy
  }

  /// Where the run is; `nil` where it does not go on.
  package var progress: Run.Progress? { run.progress(last: last) }
}
