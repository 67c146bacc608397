import Foundation
import OrderedJSON
import Scheduling
import Workflows

/// What a proposed template gives: a plain account of it, of its own.
struct Rendering {
  /// By the ids of their steps.
  let results: [String: JSON]
  let inputs: [String: JSON]
  let today: Int
  var item: JSON?

  /// - Returns: `nil` where a reference finds nothing.
  func value(of template: JSON) -> JSON? {
    if let reference = template["$ref"]?.text {
      guard let found = found(reference) else { return nil }
      return template["pick"].map { pick($0, from: found) } ?? found
    }
    if let pieces = template["$text"]?.elements {
      let texts = pieces.map { value(of: $0) }
      guard !texts.contains(nil) else { return nil }
      return .string(texts.compactMap { $0?.text ?? $0?.serialized }.joined())
    }
    if let date = template["$date"] { return day(date).map(JSON.string) }
    return template
  }

  private func found(_ reference: String) -> JSON? {
    guard let tokens = try? JSONPointer(parsing: "/" + reference).tokens, let first = tokens.first
    else { return nil }
    switch first {
    case "steps":
      guard tokens.count > 2, let result = results[tokens[1]] else { return nil }
      return JSONPointer(Array(tokens.dropFirst(3))).value(in: result)
    case "item": return item.flatMap { JSONPointer(Array(tokens.dropFirst())).value(in: $0) }
    case "inputs": return tokens.count == 2 ? inputs[tokens[1]] : nil
    default: return nil
    }
  }

  /// What was picked; a text that is gone on from is read as JSON.
  private func pick(_ pick: JSON, from found: JSON) -> JSON? {
    let picked = pickedAlone(pick, from: found)
    guard pick["where"] == nil, let then = pick["then"]?.text else { return picked }
    let held = picked?.text.flatMap { try? JSON(parsing: $0) }
    return (try? JSONPointer(parsing: then)).flatMap { held.map($0.value(in:)) ?? nil }
  }

  private func pickedAlone(_ pick: JSON, from found: JSON) -> JSON? {
    if let pointer = pick["json"]?.text {
      guard let held = found.text.flatMap({ try? JSON(parsing: $0) }) else { return nil }
      return (try? JSONPointer(parsing: pointer)).flatMap { $0.value(in: held) }
    }
    if let wanted = pick["where"]?.members?.first, let elements = found.elements,
      let member = try? JSONPointer(parsing: wanted.key)
    {
      let known = value(of: wanted.value)?.plain
      let meant = elements.filter { member.value(in: $0)?.plain == known }
      guard let one = one(of: meant, pick["nth"]?.integer) else { return nil }
      return pick["then"]?.text.flatMap { try? JSONPointer(parsing: $0) }.map { $0.value(in: one) }
        ?? one
    }
    guard let text = found.text else { return nil }
    if let label = pick["label"]?.text {
      let values = LabelledLines(of: text).values(of: label)
      return one(of: values.map(JSON.string), pick["nth"]?.integer)
    }
    let (after, before) = (pick["after"]?.text ?? "", pick["before"]?.text ?? "")
    let pieces = after.isEmpty ? [text] : Array(text.components(separatedBy: after).dropFirst())
    let values = pieces.map { piece in
      let line = piece.prefix { !$0.isNewline }
      return JSON.string(
        before.isEmpty || before == "\n" ? String(line) : piece.components(separatedBy: before)[0])
    }
    return one(of: values, pick["nth"]?.integer)
  }

  private func one(of values: [JSON], _ nth: Int?) -> JSON? {
    guard let nth else { return values.count == 1 ? values[0] : nil }
    return values.indices.contains(nth) ? values[nth] : nil
  }

  private func day(_ rule: JSON) -> String? {
    var calendar = Calendar(identifier: .iso8601)
    calendar.timeZone = .gmt
    var date = Date(timeIntervalSince1970: Double(today) * 86_400 + 43_200)
    if let add = rule["add"]?.text, let unit = add.last, let count = Int(add.dropLast()) {
      let days = unit == "d" ? count : unit == "w" ? 7 * count : 0
      let months = unit == "M" ? count : unit == "y" ? 12 * count : 0
      date = calendar.date(byAdding: .init(month: months, day: days), to: date) ?? date
    }
    if let to = rule["to"]?.text {
      guard let moved = moved(date, to, calendar) else { return nil }
      date = moved
    }
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.timeZone = .gmt
    formatter.dateFormat = rule["format"]?.text
    return formatter.string(from: date)
  }

  private func moved(_ date: Date, _ to: String, _ calendar: Calendar) -> Date? {
    let words = to.split(separator: " ").map(String.init)
    let today = calendar.startOfDay(for: date)
    func days(_ count: Int, from date: Date) -> Date? {
      calendar.date(byAdding: .day, value: count, to: date)
    }
    let weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    if words.count == 2, let wanted = weekdays.firstIndex(of: words[1]) {
      let now = (calendar.component(.weekday, from: today) + 5) % 7
      let ahead = (wanted - now + 7) % 7
      return days(words[0] == "next" ? (ahead == 0 ? 7 : ahead) : ahead - 7, from: today)
    }
    guard words.count == 3 else { return nil }
    let months = ["month": 1, "quarter": 3, "year": 12]
    let start: Date?
    var end: Date?
    if words[2] == "week" {
      start = days(-((calendar.component(.weekday, from: today) + 5) % 7), from: today)
      end = start.flatMap { days(6, from: $0) }
    } else if let length = months[words[2]] {
      var parts = calendar.dateComponents([.year, .month], from: today)
      parts.month = parts.month.map { ($0 - 1) / length * length + 1 }
      start = calendar.date(from: parts)
      end = start.flatMap { calendar.date(byAdding: .month, value: length, to: $0) }
        .flatMap { days(-1, from: $0) }
    } else {
      (start, end) = (today, today)
    }
    return words[0] == "start" ? start : end
  }
}

extension JSON {
  /// A text as it is, a number as its digits.
  var plain: String? {
    switch self {
    case .string(let text): text
    case .number(let digits): digits
    default: nil
    }
  }
}
