package import OrderedJSON
package import Scheduling
package import Workflows

/// The ledger of occurrences and runs, as the worker writes it. Every change is one transaction; a
/// claim that somebody else took over changes nothing.
package protocol Ledger: ClockLedger, ZoneLedger, ContractLedger, ValueLedger {
  /// What to wait for.
  func nextWork() async throws -> NextWork
  /// Automations that have something to be written down by now, the oldest first.
  func due(at now: Instant, limit: Int) async throws -> [PlannedAutomation]
  /// One of them, due or not; `nil` where nothing is planned for it.
  func automation(_ traceID: String) async throws -> PlannedAutomation?
  /// All of them, in the order of their ids, beginning after one: what is planned anew when the
  /// rules of the time zones change.
  func planned(after traceID: String?, limit: Int) async throws -> [PlannedAutomation]
  /// The schedule of a version, which never changes. Read outside of any transaction: it may be large.
  /// - Returns: `nil` where there is no such version, or what is stored of it cannot be read.
  func schedule(of traceID: String, version: Int) async throws -> StoredSchedule?
  /// Writes the rows of automations and advances their next instants, all together. An instant that
  /// has a row keeps it.
  /// - Returns: by the ids of the automations that were as their plans took them, what a plan's
  ///   failure brought about; the others are left alone.
  func plan(_ plans: [Plan], at now: Instant) async throws -> [String: Finished]

  /// Claims rows whose lease has run out, whoever's they are, and then rows whose time has come, the
  /// oldest first; a row that has no run yet gets one. What its policies do not let run ends or
  /// waits.
  func claim(_ request: ClaimRequest) async throws -> ClaimBatch
  /// What a claim carries out. Read outside of any transaction: it may be large.
  /// - Throws: `StorageFailure` with `isUnreadable` where what is stored of it is at fault.
  func work(of claim: Claim) async throws -> ClaimedWork
  /// Lets a run wait for its turn without being held.
  /// - Returns: whether the claim was held still.
  func park(_ claim: Claim.Key, until time: Instant) async throws -> Bool
  /// - Returns: the claims that are still held; the others belong to somebody else now, or are over.
  func renew(_ claims: [Claim.Key], lease: Instant) async throws -> Set<Claim.Key>
  /// Sets right what a clock that went back, or a worker that is gone, left too far ahead.
  /// - Parameters:
  ///   - holding: claims that are left as they are.
  ///   - lease: leases that end later are over.
  ///   - retry: attempts that would follow later follow then.
  func mendTimes(
    holding: [Claim.Key], at now: Instant, lease: Instant, retry: Instant
  ) async throws

  /// Writes that an attempt begins, its step with it. On the disk before anything is sent. Where an
  /// answer to an earlier one came meanwhile, the claim ends instead, and the run is due.
  /// - Returns: whether the claim is still held; if not, nothing may be sent.
  func beginAttempt(_ attempt: AttemptStart, of claim: Claim.Key) async throws -> Bool
  /// Where another attempt follows at a known time, or the answer is waited for, the claim ends with
  /// this one: until then nobody holds the run. Where an answer came meanwhile that nobody has looked
  /// at, the claim ends too, the run is due, and goes on with that.
  /// - Returns: whether the claim was still held, and this counts.
  func endAttempt(_ attempt: AttemptEnd, of claim: Claim.Key) async throws -> Bool
  /// Ends run and occurrence, and the step that goes on, if any; opens the automation's circuit or tells that it works again, where
  /// this run brought that about; lets the run go ahead that waited for this one.
  /// - Returns: `nil` where the claim was not held any more.
  func finish(_ claim: Claim.Key, _ end: RunEnd, at now: Instant) async throws -> Finished?
}

extension Ledger {
  /// Lets claims go: whoever comes next goes on with their runs at once.
  package func release(_ claims: [Claim.Key], at now: Instant) async throws {
    _ = try await renew(claims, lease: now)
  }
}

/// An attempt that is about to be sent.
package struct AttemptStart: Sendable {
  /// Of its step.
  package let place: StepPlace
  /// How many elements its loop goes over; `nil`: it stands in none.
  package let elements: Int?
  /// The step's in its workflow; `nil`: it is called after its place.
  package let stepID: String?
  /// As the workflow names it.
  package let tool: String
  /// What carries it out.
  package let adapter: AdapterKind
  /// What repeating it would do; whoever goes on with the run keeps to this.
  package let effect: Effect
  /// Counted from 1, over all workers that had the run.
  package let number: Int
  /// Before anything was sent.
  package let startedAt: Instant
  /// What will be sent, as the adapter renders it, at most about 10 kB.
  package let request: JSON
  /// What a person should know of the step though nothing has failed: what of its call is left away.
  package let notices: [String]
  /// Whether what the step gives is kept whole, since others refer to it.
  package let keepsResult: Bool

  package init(
    step: Int, element: Int? = nil, elements: Int? = nil, id: String? = nil, tool: String,
    adapter: AdapterKind, effect: Effect, number: Int, startedAt: Instant, request: JSON,
    notices: [String] = [], keepsResult: Bool = false
  ) {
    place = StepPlace(step: step, element: element)
    self.elements = elements
    stepID = id
    self.tool = tool
    self.adapter = adapter
    self.effect = effect
    self.number = number
    self.startedAt = startedAt
    self.request = request
    self.notices = notices
    self.keepsResult = keepsResult
  }
}

/// What came of an attempt.
package struct AttemptEnd: Sendable {
  /// Of its step.
  package let place: StepPlace
  /// The attempt, counted from 1.
  package let number: Int
  /// Of one that a stop cut off: until somebody went on with the run.
  package let durationMilliseconds: Int
  /// What came back, at most about 10 kB; `nil`: nothing did.
  package let response: JSON?
  /// Why it failed, in a sentence of at most 2 kB; `nil`: it succeeded.
  package let error: String?
  /// Whether a stop ended it, before or after it was sent.
  package let isCutOff: Bool
  /// The step's outcome; `nil` where another attempt follows.
  package let outcome: Outcome?
  /// Whether it failed so that a later run would fail alike.
  package let isPermanent: Bool
  /// When it follows; `nil`: at once, or none does.
  package let retryAt: Instant?
  /// Until when its answer may come to its call-back, for which it goes on; `nil`: it has ended.
  package let answerUntil: Instant?
  /// Whether it is what an answer to its call-back means, which is on the disk.
  package let isAnswered: Bool
  /// What it gave, whole, where others refer to it and it is not on the disk yet; `nil`: nothing is kept.
  package let result: JSON?
  /// What a person should know of what came of it though nothing has failed, in a sentence of at most
  /// 2 kB: that it has another shape than was recorded; `nil`: nothing.
  package let notice: String?

  package init(
    step: Int, element: Int? = nil, number: Int, durationMilliseconds: Int, response: JSON?,
    error: String?, isCutOff: Bool = false, outcome: Outcome?, isPermanent: Bool = false,
    retryAt: Instant? = nil, answerUntil: Instant? = nil, isAnswered: Bool = false,
    result: JSON? = nil, notice: String? = nil
  ) {
    place = StepPlace(step: step, element: element)
    self.number = number
    self.durationMilliseconds = durationMilliseconds
    self.response = response
    self.error = error?.recorded
    self.isCutOff = isCutOff
    self.outcome = outcome
    self.isPermanent = isPermanent
    self.retryAt = retryAt
    self.answerUntil = answerUntil
    self.isAnswered = isAnswered
    self.result = result
    self.notice = notice?.recorded
  }
}

/// How a run ends.
package struct RunEnd: Sendable {
  /// `skipped` of a run that found a tool unbound.
  package let outcome: Outcome
  /// `nil`: it succeeded, and no failed step was passed over.
  package let reason: Reason?
  /// Whether a later run would fail alike, so that the circuit opens at once.
  package let isPermanent: Bool
  /// Whether it failed since a tool is another one than when its version was deployed.
  package let isOfChangedContract: Bool

  package init(
    outcome: Outcome, reason: Reason?, isPermanent: Bool = false, isOfChangedContract: Bool = false
  ) {
    self.outcome = outcome
    self.reason = reason
    self.isPermanent = isPermanent
    self.isOfChangedContract = isOfChangedContract
  }
}

/// What the end of a run, or a plan that cannot go on, brought about.
package struct Finished: Sendable {
  /// Why the automation's circuit opened with it; `nil`: it did not.
  package let circuitOpened: String?
  /// The rows that waited when the circuit opened, or that too many others came after.
  package let withdrawn: [EndedRow]
  /// Whether the automation works again after its circuit had opened.
  package let recovered: Bool
  /// The step that went on, and ended with its run.
  package var step: EndedRun.Step?

  package init(
    circuitOpened: String? = nil, withdrawn: [EndedRow] = [], recovered: Bool = false
  ) {
    self.circuitOpened = circuitOpened
    self.withdrawn = withdrawn
    self.recovered = recovered
  }
}
