// Telling people.
extension Limits {
  /// Channels of one person: each message goes on all of them, and their page lists them.
  package static let channelsOfPerson = 20
  /// Bytes of where a channel leads: an address of the web has some hundred, and is sealed as a secret.
  package static let channelBytes = 2048
  /// Messages to one person in an hour, tests too: who is told of everything looks at nothing. Of those
  /// beyond one message says how many they were.
  package static let messagesPerHour = 20
  /// Times that addresses of mail are asked for one person in a day whether messages are wanted there, and
  /// one address of them: whoever has them did not ask for that.
  package static let confirmationsPerDay = (all: 20, perAddress: 3)
  /// Hours for which the link of such a mail is good: mails are read the next day.
  package static let confirmationHours = 24
  /// Characters of a name and of a reason in a message, each line of which is read at a glance.
  package static let messageCharacters = (name: 80, words: 300)
  /// Deliveries at a time, in all and of one person, so that a silent server of one leaves room.
  package static let deliveriesAtOnce = (all: 16, perUser: 4)
  /// Seconds in which an attempt of a delivery ends, and for which it is held: as long as a run is.
  package static let deliverySeconds = (attempt: 30, lease: 40)
  /// Attempts of a delivery, as of a step, and holds of it: one that is held so often may be what stops
  /// one server after another.
  package static let deliveryAttempts = (tried: 3, held: 10)
  /// Seconds beyond which no delivery waits: the rest of an hour, and some; what waits longer was written
  /// by a clock that was ahead.
  package static let deliveryWaitSeconds = 7200
  /// Deliveries that are listed: the last ones tell whether a channel works.
  package static let deliveriesShown = 20
}
