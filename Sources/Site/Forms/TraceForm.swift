import Automations
import OrderedJSON
import Workflows

/// A trace as a text: the body that the API takes, its list of entries alone, the log of an agent that is
/// one object, or lines of JSON.
struct TraceForm {
  let text: String

  /// As it was pasted into the page.
  /// - Throws: `Refusal.invalid` with every fault.
  var draft: TraceDraft {
    get throws(Refusal) {
      let json: JSON
      do throws(JSONFault) { json = try read() } catch {
        throw .invalid([Fault([], error.message)])
      }
      return try draft(of: json, TraceNames(), from: "browser")
    }
  }

  /// - Parameters:
  ///   - json: what was read of the text.
  ///   - names: those that are said beside it; the others are its own.
  ///   - provider: where none is said.
  /// - Throws: `Refusal.invalid` with every fault.
  func draft(
    of json: JSON, _ names: TraceNames, from provider: String
  ) throws(Refusal) -> TraceDraft {
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
    let own = TraceNames(
      userID: member("user_id"), providerID: member("provider_id"), threadID: member("thread_id"),
      name: member("name"))
    guard faults.isEmpty else { throw .invalid(faults + TraceDraft.faults(of: entries)) }
    return try TraceDraft(
      userID: names.userID ?? own.userID,
      providerID: names.providerID ?? own.providerID ?? provider,
      threadID: names.threadID ?? own.threadID ?? Identifier.random(),
      name: names.name ?? own.name, traceData: entries)
  }

  /// The object as a list of one, where that is a log that is known by its shape.
  private func log(_ json: JSON) -> JSON? {
    let list = JSON.array([json])
    return json.members != nil && Log(of: list).format != .reprise ? list : nil
  }

  /// The objects of a text that has one in each line; `nil`: its first line is none.
  /// - Throws: `JSONFault` at the line that is none.
  private func lines() throws(JSONFault) -> JSON? {
    var objects: [JSON] = []
    var number = -1
    for line in text.utf8.split(omittingEmptySubsequences: false, whereSeparator: { $0 == 0x0A }) {
      number += 1
      guard line.contains(where: { !TraceForm.space.contains($0) }) else { continue }
      do throws(JSONFault) {
        let json = try JSON(parsing: line, maximumDepth: Limits.depth - 1)
        guard json.members != nil else { return nil }
        objects.append(json)
      } catch {
        if objects.isEmpty { return nil }
        throw error.behind(number)
      }
    }
    return objects.count > 1 ? .array(objects) : nil
  }

  private static let space: [UInt8] = [0x20, 0x09, 0x0D]

  /// A list alone lies one level less deep than in the body that the API takes, and so may be one
  /// less deep itself.
  /// - Throws: `JSONFault` where it is neither JSON nor lines of it.
  func read() throws(JSONFault) -> JSON {
    let isList =
      text.unicodeScalars.first { !" \u{FEFF}\t\r\n".unicodeScalars.contains($0) } == "["
    do throws(JSONFault) {
      return try JSON(parsing: text, maximumDepth: Limits.depth - (isList ? 1 : 0))
    } catch {
      if !isList, let lines = try lines() { return lines }
      throw error
    }
  }

  /// Where in the text each of some faults is; `nil`: nowhere in particular.
  func places(of faults: [Fault]) -> [TextPlace?] {
    guard !faults.isEmpty else { return [] }
    do throws(JSONFault) {
      let isList = try read().elements != nil
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

/// What is said of a trace beside its entries; `nil`: nothing.
struct TraceNames {
  var userID: String?
  var providerID: String?
  var threadID: String?
  var name: String?
}

/// A place in a text; both count from 1, columns in bytes of UTF-8.
struct TextPlace: Hashable {
  let line: Int
  let column: Int
}
