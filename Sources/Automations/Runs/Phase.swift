package import Scheduling

/// Where an occurrence stands that has no outcome yet.
package enum Phase: Hashable, Sendable {
  /// A worker carries it out.
  case running
  /// An attempt has failed, and another one follows from this instant on.
  case betweenAttempts(Instant)
  /// A step was taken, and its answer comes until this instant, or never.
  case awaitingAnswer(Instant)
  /// It goes on when there is room: others of its person call what it is to call, or are as heavy as
  /// it is, or the answer that it waited for has come.
  case behindOthers
  /// It starts at this instant, or as soon as there is a place where that has passed.
  case due(Instant)
  /// The run before has to end first.
  case behindAnother
}
