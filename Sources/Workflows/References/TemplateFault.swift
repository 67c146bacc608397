package import OrderedJSON

/// What is wrong at one place of a template.
package struct TemplateFault: Hashable, Sendable {
  /// In the template as it was given.
  package let path: JSONPointer
  /// What would be right, for a person; begins with a verb.
  package let message: String
}

/// All that is wrong with a template, up to `Limits.faultsTold`.
package struct TemplateFaults: Error, Hashable, Sendable {
  /// One at least, in the order of the template.
  package let faults: [TemplateFault]
}
