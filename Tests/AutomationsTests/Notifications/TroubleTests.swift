import Automations
import OrderedJSON
import Scheduling
import TestSupport
import Testing

/// One message for each cause, one more where it becomes worse, and no more than are read.
@Suite struct TroubleTests {
  @Test(
    arguments: [
      ([.runFailed], nil, .runFailed),
      ([.runFailed], .runFailed, nil),
      ([.runFailed, .circuitOpened], nil, .circuitOpened),
      ([.runFailed, .circuitOpened], .runFailed, .circuitOpened),
      ([.runFailed], .circuitOpened, nil),
      ([.runFailed, .circuitOpened, .contractChanged], nil, .contractChanged),
      ([.runFailed, .circuitOpened, .contractChanged], .circuitOpened, .contractChanged),
      ([.circuitOpened], .contractChanged, nil),
      ([.outcomeUnknown], nil, .outcomeUnknown),
      ([.outcomeUnknown], .outcomeUnknown, nil),
    ] as [([NotificationEvent], NotificationEvent?, NotificationEvent?)])
  func `a cause is told once, and once more where it says more`(
    _ events: [NotificationEvent], _ told: NotificationEvent?, _ news: NotificationEvent?
  ) {
    #expect(Trouble.news(in: events, wanted: NotificationEvent.usual, told: told) == news)
  }

  @Test func `what is not wanted is told by what is`() {
    let stop: [NotificationEvent] = [.runFailed, .circuitOpened]
    #expect(Trouble.news(in: stop, wanted: [.runFailed], told: nil) == .runFailed)
    #expect(Trouble.news(in: stop, wanted: [.runFailed], told: .runFailed) == nil)
    #expect(Trouble.news(in: stop, wanted: [.recovered], told: nil) == nil)
    #expect(Trouble.news(in: stop, wanted: [], told: nil) == nil)
  }

  @Test func `every event begins a trouble or ends one`() {
    let beginning = NotificationEvent.allCases.filter { $0.trouble != nil }
    #expect(Set(beginning.compactMap(\.trouble)) == Set(Trouble.allCases))
    #expect(NotificationEvent.allCases.filter { $0.trouble == nil } == [.recovered])
    for event in beginning {
      #expect(Trouble.end(of: event) == (event.trouble == .failing ? .recovered : event))
    }
  }

  @Test func `an hour has room for so many messages, and the next one begins anew`() {
    var hour: HourOfMessages?
    for count in 1...Limits.messagesPerHour {
      hour = HourOfMessages(ofMessageAt: .morning, after: hour)
      #expect(hour?.hasRoom == true && hour?.count == count)
    }
    let last = Instant.morning.advanced(bySeconds: 3599)
    #expect(!HourOfMessages(ofMessageAt: last, after: hour).hasRoom)
    let next = HourOfMessages(ofMessageAt: .morning.advanced(bySeconds: 3600), after: hour)
    #expect(next.hasRoom && next.count == 1)
    // A clock that was set back keeps no hour open.
    #expect(HourOfMessages(ofMessageAt: .morning.advanced(bySeconds: -1), after: hour).count == 1)
  }
}
