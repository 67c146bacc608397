extension Recurrence {
  /// Reads the text of a `custom` schedule: a macro, a cron expression, an ISO 8601 duration or
  /// words, tried in this order.
  /// - Parameter settings: those may stand behind words, as in the words that a schedule gives.
  init(_ text: String, in settings: ScheduleSettings?) throws(TextFault) {
    if CronParser.looksLikeCron(text) {
      self = .cron(try CronExpression(text))
      return
    }
    let start = text.utf8.prefix { CronParser.isSpace($0) }.count
    let trimmed = String(Substring(text.utf8.dropFirst(start)).trimmingEnd)
    if trimmed.hasPrefix("@") {
      self = try Self.macro(trimmed, at: start, in: text)
    } else if ISODuration.looksLike(trimmed) {
      let duration = trimmed.hasSuffix(".") ? String(trimmed.dropLast()) : trimmed
      self = try ISODuration.period(duration, at: start, in: text).recurrence
    } else {
      var parser = try PhraseParser(text.withoutEnding(settings?.phrase ?? ""))
      self = try parser.recurrence()
    }
  }

  private static func macro(
    _ macro: String, at start: Int, in text: String
  ) throws(TextFault) -> Recurrence {
    if let expansion = CronExpression.expansion(
      ofMacro: macro.hasSuffix(".") ? String(macro.dropLast()) : macro)
    {
      return .cron(try CronExpression(expansion))
    }
    let word = macro.utf8.prefix { !CronParser.isSpace($0) }
    guard Substring(word).lowercased() == "@every" else {
      throw TextFault(.unknownMacro(macro), at: start, in: text)
    }
    var parser = try PhraseParser(text, from: start + word.count)
    guard parser.startsCount else { throw parser.unexpected("an interval, as 1h30m") }
    let amounts = try parser.amounts()
    guard parser.isAtEnd else { throw parser.unexpected("h, m or s") }
    do { return try Period(amounts).recurrence } catch {
      throw TextFault(error, at: start, in: text)
    }
  }
}

extension Substring {
  fileprivate var trimmingEnd: Substring {
    var rest = utf8
    while let last = rest.last, CronParser.isSpace(last) { rest.removeLast() }
    return Substring(rest)
  }
}

extension String {
  fileprivate func withoutEnding(_ ending: String) -> String {
    for text in [self[...], hasSuffix(".") ? dropLast() : self[...]] where text.hasSuffix(ending) {
      return String(text.dropLast(ending.count))
    }
    return self
  }
}
