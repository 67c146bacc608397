import Automations
import OrderedJSON
import Workflows

/// Traces in the JSON API.
struct TraceAPI: Sendable {
  let services: Services

  @Sendable func create(_ call: Call<Void, TraceDraft>) async throws -> String {
    try await services.traces.save(call.input, id: call.newID, by: call.act)
  }

  @Sendable func importLog(_ call: Call<Void, TraceDraft>) async throws -> Imported {
    let id = try await services.traces.save(call.input, id: call.newID, by: call.act)
    return Imported(id: id, log: Log(of: call.input.traceData))
  }

  @Sendable func show(_ call: Call<String, Void>) async throws -> Trace {
    try await told(services.traces.trace(call.path, for: call.caller))
  }

  @Sendable func showThread(_ call: Call<String, Void>) async throws -> Trace {
    try await told(services.traces.newestTrace(ofThread: call.path, for: call.caller))
  }

  @Sendable func upsertThread(_ call: Call<String, ThreadTrace>) async throws -> Upserted {
    let draft = try call.input.draft(ofThread: call.path)
    let (id, isNew) = try await services.traces.upsert(draft, by: call.act)
    return Upserted(id: id, isNew: isNew)
  }

  @Sendable func list(_ call: Call<Void, Query>) async throws -> Listing<Automation> {
    let listing = try await services.traces.list(
      userID: call.input.userID, providerID: call.input.providerID, status: call.input.status,
      call.input.window, for: call.caller)
    let owners = Set(listing.elements.map(\.userID))
    let pauses = owners.isEmpty ? [:] : try await services.pauses.current(of: owners)
    guard !pauses.isEmpty else { return listing }
    return Listing(
      elements: listing.elements.map { $0.held(by: pauses[$0.userID]) }, total: listing.total,
      cursors: listing.cursors, goesOn: listing.goesOn)
  }

  @Sendable func update(_ call: Call<String, Update>) async throws {
    let named = call.input.traceID
    guard named == nil || named == call.path else {
      throw Refusal.invalid([Fault(["trace_id"], "must be absent, or that of the address")])
    }
    try await services.traces.update(call.path, call.input.change, by: call.act)
  }

  @Sendable func delete(_ call: Call<String, Void>) async throws {
    try await services.traces.delete(call.path, by: call.act)
  }

  private func told(_ trace: Trace) async throws -> Trace {
    guard let pause = try await services.pauses.current(of: trace.automation.userID) else {
      return trace
    }
    return Trace(automation: trace.automation.held(by: pause), recording: trace.recording)
  }
}

extension Automation {
  /// The same without a next instant that does not run for a pause of all that its owner has.
  fileprivate func held(by pause: Pause?) -> Automation {
    var held = self
    held.nextRunAt = nextRunAt(in: pause)
    return held
  }
}

extension TraceAPI {
  /// A trace whose thread stands in the address.
  struct ThreadTrace {
    let userID: String?
    let providerID: String
    let name: String?
    let traceData: JSON

    func draft(ofThread threadID: String) throws(Refusal) -> TraceDraft {
      try TraceDraft(
        userID: userID, providerID: providerID, threadID: threadID, name: name,
        traceData: traceData)
    }
  }

  struct Imported {
    let id: String
    let log: Log
  }

  struct Upserted {
    let id: String
    let isNew: Bool
  }

  struct Query {
    let userID: String?
    let providerID: String?
    let status: DeploymentStatus?
    let window: Window
  }

  struct Update {
    /// Says once more what the address says.
    let traceID: String?
    let change: TraceChange
  }

  static let draft = Input<TraceDraft>.body(
    .optional("user_id", .identifier), .required("provider_id", .identifier),
    .required("thread_id", .identifier), .optional("name", .name),
    .required("trace_data", .entries)
  ) { userID, providerID, threadID, name, traceData throws(Refusal) in
    try TraceDraft(
      userID: userID, providerID: providerID, threadID: threadID, name: name, traceData: traceData)
  }

  static let log = Input<TraceDraft>.text(beside: names) { uploaded, names throws(Refusal) in
    let form = TraceForm(text: uploaded.text)
    let json: JSON
    do throws(JSONFault) { json = try form.read() } catch {
      throw .badRequest("The body is neither JSON nor lines of it: \(error.description)")
    }
    return try form.draft(of: json, names, from: "import")
  }

  private static let names = Input<TraceNames>.query(
    .optional("thread_id", .identifier), .optional("provider_id", .identifier),
    .optional("name", .name), .optional("user_id", .identifier)
  ) { threadID, providerID, name, userID throws(Refusal) in
    let faults = [("thread_id", threadID), ("provider_id", providerID), ("user_id", userID)]
      .flatMap { name, text in text.map { Fault.ofIdentifier($0, name) } ?? [] }
    guard faults.isEmpty else { throw .invalid(faults) }
    return TraceNames(userID: userID, providerID: providerID, threadID: threadID, name: name)
  }

  static let threadTrace = Input<ThreadTrace>.body(
    .optional("user_id", .identifier), .required("provider_id", .identifier),
    .optional("name", .name), .required("trace_data", .entries)
  ) { userID, providerID, name, traceData throws(Refusal) in
    let trace = ThreadTrace(
      userID: userID, providerID: providerID, name: name, traceData: traceData)
    // Its own faults are told here; the thread's are those of the address.
    _ = try trace.draft(ofThread: "thread")
    return trace
  }

  static let query = Input<Query>.query(
    .optional("user_id", .identifier), .optional("provider_id", .identifier),
    .optional("status", .choice), .limit, .offset, .cursor
  ) { userID, providerID, status, limit, offset, cursor throws(Refusal) in
    let faults =
      (userID.map { Fault.ofIdentifier($0, "user_id") } ?? [])
      + (providerID.map { Fault.ofIdentifier($0, "provider_id") } ?? [])
    guard faults.isEmpty else { throw .invalid(faults) }
    return Query(
      userID: userID, providerID: providerID, status: status,
      window: try Window(limit, offset, cursor))
  }

  static let changes = Input<Update>.body(
    .optional("trace_id", .rowID), .optional("name", .name),
    .optional("trace_data", .entries)
  ) { traceID, name, traceData throws(Refusal) in
    // Empty values beside others are values; by themselves they are none, as ever.
    let isEmpty = name?.isEmpty ?? true && traceData.map { $0.elements?.isEmpty == true } ?? true
    return Update(
      traceID: traceID,
      change: isEmpty
        ? try TraceChange(name: nil, traceData: nil)
        : try TraceChange(name: name, traceData: traceData))
  }

  static let saved = Shape<String>.success([
    Member("trace_id", .text) { $0 },
    Member("message", .constant(savedText)) { _ in savedText },
  ])

  static let imported = Shape<Imported>.success([
    Member("trace_id", .text) { $0.id },
    Member("format", .name) { $0.log.format },
    Member("step_count", .count) { $0.log.calls.count },
    Member("message", .constant(savedText)) { _ in savedText },
  ])

  static let upserted = Shape<Upserted>.success([
    Member("trace_id", .text) { $0.id },
    Member("message", .text) { $0.isNew ? savedText : updatedText },
  ])

  static let updatedText = "Trace updated successfully"
  private static let savedText = "Automation trace saved successfully"

  static let trace = Shape<Trace>.success([Member("trace", Shapes.trace) { $0 }])
}
