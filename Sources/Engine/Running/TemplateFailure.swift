/// Why a template of a step cannot be rendered, in a sentence for a person. It tells names and no values.
struct TemplateFailure: Error, Sendable {
  let words: String
}
