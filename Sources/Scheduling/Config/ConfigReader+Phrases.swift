extension ConfigReader {
  /// What `schedule_time` says of a type whose days are given nowhere else: `Monday at 3pm` is a
  /// weekly schedule as a whole. Nil, and a fault is noted, where it is none.
  /// - Parameters:
  ///   - example: of what would be right.
  ///   - days: those of the type, out of what was read; nil: of another kind.
  mutating func phrase(
    _ text: String, _ settings: ScheduleSettings?, as type: String, example: String,
    days: (Recurrence.Days) -> Recurrence.Days?
  ) -> Recurrence? {
    func taken(_ recurrence: Recurrence) -> Recurrence? {
      guard case .calendar(let all, let times) = recurrence else { return nil }
      return days(all).map { .calendar($0, times: times) }
    }
    do {
      guard let recurrence = taken(try Recurrence(text, in: settings)) else {
        add(Self.fault(ofPhrase: text, "is no \(type) schedule; write one as \(example)"))
        return nil
      }
      guard recurrence.isTimed else {
        add(Self.fault(ofPhrase: text, "has no time; write one behind it, as \(example)"))
        return nil
      }
      return recurrence
    } catch {
      add(error, of: text, at: Self.timePath, settings) { taken($0)?.isTimed ?? false }
      return nil
    }
  }

  /// Whether there are other words in it than those of a time of day.
  static func isPhrase(_ text: String) -> Bool {
    let words = text.lowercased().split { !$0.isLetter && $0 != "." }
      .map { $0.filter { $0 != "." } }
    return words.contains { !["", "a", "p", "am", "pm", "noon", "midnight"].contains($0) }
  }

  private static func fault(ofPhrase text: String, _ problem: String) -> ScheduleFault {
    ScheduleFault(path: timePath, message: "“\(text.shortened)” \(problem)")
  }
}

extension Recurrence {
  fileprivate var isTimed: Bool {
    if case .calendar(_, let times) = self { !times.isEmpty } else { false }
  }
}
