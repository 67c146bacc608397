import App
import Automations
import Testing

@Suite struct RequestThreadsTests {
  @Test(arguments: [1, 2, 3, 8, 64, 512])
  func `some accounts leave threads for others, however many there are`(atOnce: Int) async throws {
    let threads = RequestThreads(atOnce: atOnce)
    #expect(threads.ofAccount >= 1 && threads.waiting >= 1)
    for accounts in 1...5 {
      // Each of them would send more than is taken, again and again.
      var waiting = Array(repeating: 0, count: accounts)
      while let place = waiting.indices.first(where: { place in
        waiting[place]
          < min(threads.waiting, threads.places - waiting.reduce(0, +))
      }) {
        waiting[place] += 1
      }
      let held = accounts * threads.ofAccount + waiting.reduce(0, +)
      #expect(threads.all - held >= 2, "\(accounts) accounts")
    }
  }
}
