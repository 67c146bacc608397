// What a workflow may be, and what is looked for when one is read from a log.
extension Limits {
  /// Elements of a loop: each is a call with attempts and a line of its own.
  package static let loopElements = 1000
  /// How often calls repeat before they are a loop, and how many different calls stand in one.
  package static let (loopTimes, loopSteps) = (3, 4)
  /// Proposals of one workflow: nobody reads more.
  package static let proposals = 10_000
  /// Places that are kept of a value in one result: with more it is not known which is meant.
  package static let valuePlaces = 4
  /// Digits in the name of a member that is called after one thing rather than after its kind.
  package static let digitsOfIDs = 4
  /// Bytes of an amount that two places have by chance.
  package static let commonAmountBytes = 5
  /// Members of an element that are looked at for what tells it from the others.
  package static let siblings = 40
  /// Bytes of the name of a member or a label that are read for what it says.
  package static let keyBytes = 64
  /// Bytes of what people said in one log, of a value that is sought there, and its words: each row of
  /// words is kept.
  package static let (saidBytes, saidValueBytes, saidWordsInRow) = (262_144, 200, 8)
  /// Bytes of a text in which pieces are sought that results said, and how many pieces it may have.
  package static let (composedBytes, composedParts) = (20_000, 100)
  /// Bytes before a part of a text by which it is found again, and bytes of texts in one log, as often as
  /// they are looked through for it.
  package static let (pickedContextBytes, contextBytes) = (40, 32_000_000)
  /// Days between a date and the day of its call for which a rule is proposed.
  package static let proposedDays = 366
  /// Bytes of a text that is a date.
  package static let dateBytes = 40
  /// Names and elements of a result of which the shape is told, and of all results of a workflow; and how
  /// many changes are named in one sentence.
  package static let (shapeParts, workflowShapeParts, namedChanges) = (1000, 50_000, 5)
  /// Bytes of all parameters of a workflow that are shown as they would be sent.
  package static let shownSentBytes = 4 << 20
  /// Bytes of an input's name.
  package static let inputNameBytes = 40
}
