import Automations
import OrderedJSON
import Workflows

/// A trace pasted as JSON: the body that the API takes, its list of entries alone, the log of an agent
/// that is one object, or lines of JSON.
struct TraceForm {
  let text: String

  /// - Throws: `Refusal.invalid` with every fault.
  var draft: TraceDraft {
    get throws(Refusal) {
      let json: JSON
      do throws(JSONFault) { json = try parsed } catch {
        throw .invalid([Fault([], error.message)])
      }
      let entries = json.elements == nil ? json["trace_data"] ?? log(json) : json
      guard let entries else {
        throw .invalid([
          Fault([], "a list of entries, or an object with trace_data, would be right", .missing)
        ])
      }
      var faults: [Fault] = []
      func member(_ key: String) -> String? {
        guard let value = json[key], !value.isNull else { return nil }
        if value.text == nil {
          faults.append(Fault([key], "must be a text, not \(value.kind)", .type))
        }
        return value.text
      }
      let (provider, thread) = (member("provider_id"), member("thread_id"))
      let (name, user) = (member("name"), member("user_id"))
      guard faults.isEmpty else { throw .invalid(faults + TraceDraft.faults(of: entries)) }
      return try TraceDraft(
        userID: user, providerID: provider ?? "browser", threadID: thread ?? Identifier.random(),
        name: name, traceData: entries)
    }
  }

  /// The object as a list of one, where that is a log that is known by its shape.
  private func log(_ json: JSON) -> JSON? {
    let list = JSON.array([json])
    return json.members != nil && Log(of: list).format != .reprise ? list : nil
  }

  /// The objects of a text that has one in each line.
  private var lines: JSON? {
    let lines = text.utf8.split { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
      .filter { !$0.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") } }
    guard lines.count > 1, lines.count <= Limits.traceEntries else { return nil }
    var objects: [JSON] = []
    for line in lines {
      guard let json = try? JSON(parsing: String(Substring(line)), maximumDepth: Limits.depth - 1),
        json.members != nil
      else { return nil }
      objects.append(json)
    }
    return .array(objects)
  }

  /// A list alone lies one level less deep than in the body that the API takes, and so may be one
  /// less deep itself.
  private var parsed: JSON {
    get throws(JSONFault) {
      let isList =
        text.unicodeScalars.first { !" \u{FEFF}\t\r\n".unicodeScalars.contains($0) } == "["
      do throws(JSONFault) {
        return try JSON(parsing: text, maximumDepth: Limits.depth - (isList ? 1 : 0))
      } catch {
        if !isList, let lines { return lines }
        throw error
      }
    }
  }

  /// Where in the text each of some faults is; `nil`: nowhere in particular.
  func places(of faults: [Fault]) -> [TextPlace?] {
    guard !faults.isEmpty else { return [] }
    do throws(JSONFault) {
      let isList = try parsed.elements != nil
      let paths = faults.map { fault -> ArraySlice<String>? in
        fault.path.isEmpty ? nil : isList ? fault.path.dropFirst() : fault.path[...]
      }
      let found = JSONLocator.places(of: paths.compactMap(\.self), in: text)
      var places = found.makeIterator()
      return paths.map { $0 == nil ? nil : places.next() ?? nil }
    } catch {
      return faults.map { _ in TextPlace(line: error.line, column: error.column) }
    }
  }
}

/// A place in a text; both count from 1, columns in bytes of UTF-8.
struct TextPlace: Hashable {
  let line: Int
  let column: Int
}
