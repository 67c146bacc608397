// What a value may be, and what is said of it.
extension Limits {
  /// Arrays and objects inside one another in what comes from outside: the logs of agents have some
  /// ten, and each takes room on a thread's stack.
  package static let depth = 64
  /// The same in what is stored, where what came from outside stands inside other values; a thread's
  /// stack bears this and more.
  package static let storedDepth = 256
  /// Characters of what a caller wrote, in a sentence about a schedule: enough to find it again.
  package static let quotedCharacters = 40
  /// Of a text that a message offers; longer ones are named beside it alone.
  package static let quotedOfferBytes = 200
  /// Faults that are told of one list or object in a schedule: the first ones tell enough.
  package static let faultsTold = 100
}

// Numbers, references and schemas.
extension Limits {
  /// Digits of a number's exponent, with which arithmetic cannot overflow. A number with more is equal
  /// to none that is written otherwise, and is neither large nor small.
  package static let exponentDigits = 18
  /// Bytes of a date's format, and how much is added to a date: how often, and how many units at a time.
  package static let (dateFormatBytes, dateAdditions) = (100, (count: 5, each: 100_000))
  /// Members by which an element is picked, and bytes of a text by which something is.
  package static let (pickedMembers, pickedTextBytes) = (10, 1000)
  /// Bytes that the picks of one template look through, each value once for all that seek the same in
  /// it, and how many of them a byte counts that is read as JSON, and an element that is looked at: they
  /// take longer. A thousand picks over the longest result would else take minutes.
  package static let (searchedBytes, searchedWeight) = (1 << 30, (json: 8, element: 200))
  /// References of one template: the largest calls have some hundred parameters.
  package static let templateReferences = 1000
  /// Bytes of what a template becomes as JSON: as many as a request's body may have. One that names a
  /// long value a thousand times would else become a thousand times as long.
  package static let renderedBytes = requestBodyBytes
  /// Parts of a schema: the largest of known interfaces have some thousands.
  package static let schemaNodes = 20_000
  /// Parts of a schema inside one another while a value is checked, of which several may speak of each
  /// of its `depth` levels: each takes room on a thread's stack.
  package static let schemaNesting = 256
  /// Steps in which a value is checked, of a microsecond at most, and the bytes of the value for each of
  /// which it has one more: alternatives in alternatives would else take forever, while a long table
  /// takes as many as it has cells.
  package static let schemaSteps = (least: 250_000, bytesOfEach: 4)
  /// Keywords that a schema has and that are not checked, of which it is told.
  package static let uncheckedKeywords = 100
}
