import App
import Testing

@Suite struct RequestThreadsTests {
  @Test(arguments: [1, 2, 3, 8, 64, 512])
  func `one account leaves threads for others, however many there are`(atOnce: Int) {
    let threads = RequestThreads(atOnce: atOnce)
    #expect(threads.ofAccount >= 1 && threads.waiting >= 1)
    #expect(threads.all - threads.ofAccount - threads.waiting >= 2)
  }
}
