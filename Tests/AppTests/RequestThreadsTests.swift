import App
import Testing

@Suite struct RequestThreadsTests {
  @Test(arguments: [1, 2, 3, 8, 64, 512])
  func `some accounts leave threads for others, however many there are`(atOnce: Int) {
    let threads = RequestThreads(atOnce: atOnce)
    #expect(threads.atOnce >= 1 && threads.waiting >= 1)
    #expect(threads.waiting * 2 == threads.places)
    for accounts in 1...5 {
      // More never wait, however many accounts do.
      let held = accounts * threads.atOnce + threads.places
      #expect(threads.all - held >= 2, "\(accounts) accounts")
    }
  }
}
