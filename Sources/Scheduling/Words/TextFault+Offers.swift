import OrderedJSON

extension TextFault {
  /// Whole texts that are read, each with another meaning, the likeliest first; none where it is not
  /// plain what was meant. What needs two corrections has them one after the other.
  /// - Parameter isTaken: which of the meanings would be right where the text stands.
  func offers(
    for text: String, in settings: ScheduleSettings?, isTaken: (Recurrence) -> Bool
  ) -> [String] {
    var refused = [(text: text, fault: self)]
    var known: Set = [text]
    var meanings: Set<Recurrence> = []
    var offers: [String] = []
    while offers.isEmpty, !refused.isEmpty {
      var next: [(String, TextFault)] = []
      for (text, fault) in refused {
        for candidate in fault.corrections(of: text) where known.insert(candidate).inserted {
          guard known.count <= Limits.textsTried, offers.count < Limits.textsOffered else {
            return offers
          }
          do throws(TextFault) {
            let meaning = try Recurrence(candidate, in: settings)
            if isTaken(meaning), meanings.insert(meaning).inserted { offers.append(candidate) }
          } catch {
            next.append((candidate, error))
          }
        }
      }
      guard text.utf8.count <= Limits.scheduleTextCharacters else { break }
      refused = next
    }
    return offers
  }

  /// The text as it was perhaps meant: each reading of its doubtful hours, the misspelled word as it is
  /// written, the missing words, the forms that are read for what it says. Whether they are read is for
  /// the caller to try.
  private func corrections(of text: String) -> [String] {
    guard text.utf8.count <= Limits.scheduleTextCharacters else { return ownCorrections(of: text) }
    let marked = Rewording.withKnownMarks(text)
    guard let rewording = Rewording(text) else { return ownCorrections(of: text) + marked }
    // A morning says which of the readings of half past nine is meant, and stays until that is read.
    let own = rewording.saysTimeInWords ? [] : ownCorrections(of: text)
    return rewording.countedPeriods + own + rewording.others + marked
  }

  private func ownCorrections(of text: String) -> [String] {
    switch problem {
    case .bareHours(let hours, _):
      return Self.readings(of: hours).map { Self.text(text, with: $0, for: hours) }
    case .unknownWord(let word, let nearest?, _):
      let rest = text.dropFirst(position)
      guard rest.lowercased().hasPrefix(word.lowercased()) else { return [] }
      return [text.prefix(position) + nearest + rest.dropFirst(word.count)]
    case .unexpected(_, Expectation.ofTheMonth.phrase),
      .unexpected(_, Expectation.behindOrdinal.phrase):
      return [Rewording.joined(text.prefix(position), "of the month", text.dropFirst(position))]
    case .unfinished(Expectation.ofTheMonth.phrase), .unfinished(Expectation.behindOrdinal.phrase):
      return [Rewording.joined(text[...].trimmingEnd(of: "."), "of the month")]
    case .yearMissing:
      let isOn = text.prefix(position).lowercased().split(separator: " ").last == "on"
      let front = text.prefix(position).dropLast(isOn ? 3 : 0)
      return [front + "every year on " + text.dropFirst(position)]
    default:
      return []
    }
  }
}
