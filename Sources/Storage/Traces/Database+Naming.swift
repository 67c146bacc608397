package import Automations
import OrderedJSON

extension Database {
  package func nameTraces(after traceID: String?) async throws -> Naming {
    let ids = try read { db in
      try db.all(
        """
        SELECT trace_id FROM automations WHERE default_name IS NULL AND trace_id > ?
        ORDER BY trace_id LIMIT ?
        """,
        [traceID ?? "", Limits.namedAtOnce.traces]
      ) { try $0.text(0) }
    }
    // Entries are parsed here, on a reader's connection and one trace at a time, so that the writer
    // has names to write and nothing else.
    var naming = Naming()
    var names: [(id: String, name: String)] = []
    var room = Limits.namedAtOnce.bytes
    for id in ids where room > 0 {
      try Task.checkCancellation()
      naming.last = id
      do {
        guard let text = try storedData(of: id) else { continue }
        room -= text.utf8.count
        names.append((id, TraceText(stored: text).defaultName))
      } catch let error where !StorageFault.isOfEverybody(error) {
        naming.failures.append((id, error))
      }
    }
    let found = names
    try await write { db in
      for (id, name) in found {
        // One that was saved meanwhile has its name.
        try db.run(
          "UPDATE automations SET default_name = ? WHERE trace_id = ? AND default_name IS NULL",
          [name, id])
      }
    }
    return naming
  }

  private func storedData(of traceID: String) throws -> String? {
    try read { db in
      try db.first(
        "SELECT \(db.dialect.json("trace_data")) FROM automation_traces WHERE id = ?", [traceID]
      ) { try $0.text(0) }
    }
  }
}
