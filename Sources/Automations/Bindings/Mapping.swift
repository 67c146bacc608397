package import Workflows

/// What becomes of a recorded call where its tool is bound, whatever carries it out.
package struct Mapping: Hashable, Sendable {
  /// The tool's name over there; `nil`: as it is called.
  package let remote: String?
  /// What is sent of a call's params; `nil`: all of them.
  package let params: Template?
  /// The request that is made of what is sent: `{method, path, query, headers, json | form | text}`;
  /// `nil`: what is sent says it.
  package let request: Template?
  /// What repeating the call does; `nil`: as the adapter says, else `once`.
  package let effect: Effect?
  /// Which statuses of an answer are success; `nil`: `StatusCodes.success`.
  package let success: StatusCodes?
  /// What becomes of formulas in rows that are added; `nil`: nothing was said.
  package let formulas: Formulas?
  /// Seconds in which a call ends; `nil`: as its step says.
  package let timeout: Int?
  /// Seconds in which a result comes that is told later; `nil`: as the adapter says.
  package let callbackTimeout: Int?

  package init(
    remote: String? = nil, params: Template? = nil, request: Template? = nil,
    effect: Effect? = nil, success: StatusCodes? = nil, formulas: Formulas? = nil,
    timeout: Int? = nil, callbackTimeout: Int? = nil
  ) {
    self.remote = remote
    self.params = params
    self.request = request
    self.effect = effect
    self.success = success
    self.formulas = formulas
    self.timeout = timeout
    self.callbackTimeout = callbackTimeout
  }

  /// Calls are carried out as they were recorded, and repeated as the adapter says.
  package static let asRecorded = Mapping()
}

/// What becomes of a text that a spreadsheet would reckon with.
package enum Formulas: String, CaseIterable, Sendable {
  /// It is written so that it is shown as a text.
  case text
  /// It is written as it is.
  case keep
}
