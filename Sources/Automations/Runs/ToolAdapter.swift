package import OrderedJSON
package import Scheduling
package import Workflows

/// Carries out the tools that are bound to one kind of adapter.
package protocol ToolAdapter: Sendable {
  /// Of the bindings that it serves.
  var kind: AdapterKind { get }
  /// The adapter with all at hand that it takes time to get for a call, as a description that is
  /// fetched; what it is asked after that asks nobody. A cancelled task waits no longer.
  func ready(for call: ToolCall) async -> any ToolAdapter
  /// What carrying the call out twice would do.
  /// - Parameter bound: what the binding says; `nil`: nothing.
  func effect(of call: ToolCall, bound: Effect?) -> Effect
  /// What the call goes to, and others may go to at the same time: a server's name, say. `nil`:
  /// nothing that could have too many.
  func connection(of call: ToolCall) -> String?
  /// The call as it will be sent, for the record.
  func request(for call: ToolCall) -> JSON
  /// Carries the call out once, within its timeout. A cancelled task ends it early.
  func perform(_ call: ToolCall) async -> ToolResult
  /// What makes a call impossible, whatever answers, in the words of its run's error; `nil`: nothing
  /// that shows before it is sent.
  /// - Parameter params: as in a call.
  func fault(of params: JSON, by tool: BoundTool) -> ParamFault?
  /// What is known of a call before it is sent besides what `fault(of:by:)` says: why else it cannot be
  /// carried out, and what of it is left away.
  /// - Parameter params: as in a call.
  func review(of params: JSON, by tool: BoundTool) -> CallReview
  /// What a person should know of all calls of a tool on this server, in sentences.
  func notices(of tool: BoundTool) -> [String]
  /// The tools that a connection has over there, as far as they are known without asking; `nil`: nothing
  /// is known of them.
  /// - Parameter userID: for whom.
  func offers(of connection: Connection, for userID: String) async -> [ToolOffer]?
  /// What a tool takes now, for a version to rely on.
  /// - Parameters:
  ///   - userID: for whom.
  ///   - seconds: in which its server is asked where that was not done in time; `nil`: nobody is asked,
  ///     and it may be what the tool took.
  ///   - time: what was told before that does not count; `nil`: a short while ago does.
  func contract(
    of tool: BoundTool, for userID: String, within seconds: Int?,
    since time: ContinuousClock.Instant?
  ) async -> ToldContract
  /// Reads the call once for both. What is asked for that changes nothing, within the call's timeout.
  func prepared(_ call: ToolCall) async -> PreparedCall
}

/// A call that was read.
package struct PreparedCall: Sendable {
  /// As it will be sent, for the record.
  package let request: JSON
  /// What a person should know of this call, as what of it is left away, in sentences.
  package let notices: [String]
  /// Carries it out once, as `ToolAdapter.perform` does.
  package let perform: @Sendable () async -> ToolResult

  package init(
    request: JSON, notices: [String] = [], perform: @escaping @Sendable () async -> ToolResult
  ) {
    self.request = request
    self.notices = notices
    self.perform = perform
  }

  /// Why it cannot be sent, so that `perform` sends nothing; `nil`: it can, as far as is known.
  package private(set) var refusal: ToolResult?

  /// Nothing is sent of a call that says what cannot be sent.
  package init(refusing call: ToolCall, _ words: String) {
    let result = ToolResult.failed(words, response: nil, retry: .never)
    self.init(request: call.params) { result }
    refusal = result
  }

  /// What the tool takes now, which has to be what the version relies on; `nil`: nothing is known of it.
  package private(set) var contract: ToolContract?

  /// The same of a tool that takes this.
  package func relying(on contract: ToolContract?) -> PreparedCall {
    var call = self
    call.contract = contract
    return call
  }
}

extension ToolAdapter {
  /// As for calls that have all in them.
  package func ready(for call: ToolCall) async -> any ToolAdapter { self }

  /// As for tools that reach nothing outside.
  package func connection(of call: ToolCall) -> String? { nil }

  /// As for tools that take whatever they get.
  package func fault(of params: JSON, by tool: BoundTool) -> ParamFault? { nil }

  /// As for tools that are known without it.
  package func review(of params: JSON, by tool: BoundTool) -> CallReview { .nothing }

  /// As for tools that do all that their names say.
  package func notices(of tool: BoundTool) -> [String] { [] }

  /// As for kinds that have no tools of their own.
  package func offers(of connection: Connection, for userID: String) async -> [ToolOffer]? { nil }

  /// As for tools that are here, or of which nobody says what they take.
  package func contract(
    of tool: BoundTool, for userID: String, within seconds: Int?,
    since time: ContinuousClock.Instant?
  ) async -> ToldContract { .unknown }

  /// As it was told a short while ago, or is now.
  package func contract(
    of tool: BoundTool, for userID: String, within seconds: Int?
  ) async -> ToldContract {
    await contract(of: tool, for: userID, within: seconds, since: nil)
  }

  /// As for calls that take no reading.
  package func prepared(_ call: ToolCall) async -> PreparedCall {
    PreparedCall(request: request(for: call)) { await perform(call) }
  }
}

/// One attempt of a step, ready to be sent.
package struct ToolCall: Sendable {
  /// UUID, lower case.
  package let runID: String
  /// The owner's: what one person's calls keep is no other's.
  package let userID: String
  /// The occurrence's instant, the same in every attempt.
  package let scheduledAt: Instant
  /// Of the step.
  package let place: StepPlace
  /// As the workflow names it.
  package let tool: String
  /// The binding's, of the adapter's own kind.
  package let connection: Connection
  /// The binding's; what it says of params is done.
  package let mapping: Mapping
  /// As the binding makes them of those that were recorded, unescaped.
  package let params: JSON
  /// Those of the trace that stand in them: nothing that comes back may show one.
  package let secrets: [SecretText]
  /// Counted from 1.
  package let attempt: Int
  /// Seconds.
  package let timeout: Int
  /// What was told of the tool before this does not count; `nil`: a short while ago does.
  package let toldSince: ContinuousClock.Instant?
  /// What carrying it out twice would do.
  package let effect: Effect
  /// The same over all attempts of this step of this occurrence.
  package let idempotencyKey: String

  package init(
    runID: String, userID: String, scheduledAt: Instant, step: Int, element: Int? = nil,
    tool: String,
    connection: Connection, mapping: Mapping = .asRecorded, params: JSON,
    secrets: [SecretText] = [], attempt: Int,
    timeout: Int, toldSince: ContinuousClock.Instant? = nil, effect: Effect = .once,
    idempotencyKey: String
  ) {
    self.runID = runID
    self.userID = userID
    self.scheduledAt = scheduledAt
    place = StepPlace(step: step, element: element)
    self.tool = tool
    self.connection = connection
    self.mapping = mapping
    self.params = params
    self.secrets = secrets
    self.attempt = attempt
    self.timeout = timeout
    self.toldSince = toldSince
    self.effect = effect
    self.idempotencyKey = idempotencyKey
  }
}

extension ToolCall {
  /// The step, counted from 1.
  package var step: Int { place.step }

  /// The tool's name over there.
  package var remote: String { mapping.remote ?? tool }
}

/// What became of an attempt. Errors are sentences for a person.
package enum ToolResult: Sendable {
  /// - Parameters:
  ///   - result: what later steps see, whole.
  ///   - response: the same for the record, at most about 10 kB.
  case succeeded(result: JSON, response: JSON)
  /// It answered with an error, or could not be asked.
  case failed(String, response: JSON?, retry: Retry)
  /// It answered that it takes no calls any more, now or later: what it is called through is to be
  /// switched off.
  case gone(String, response: JSON?)
  /// It was sent, and whether it was carried out nobody knows.
  case noAnswer(String)
  /// It was taken, and its answer comes to the call-back that was sent with it, until the deadline.
  case awaitsCallback(until: Instant)

  /// What is to be expected of another attempt.
  package enum Retry: Hashable, Sendable {
    /// Another attempt would end alike.
    case never
    /// Nor will any later run do better: the rights are gone, or the thing itself.
    case permanent
    /// Another attempt is worth it where the step may be repeated.
    /// - Parameter after: seconds that the other side asked to wait.
    case ifRepeatable(after: Int?)
    /// It was surely not carried out, so that any step may be attempted again.
    case notTaken(after: Int?)
  }
}
