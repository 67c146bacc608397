import CFastCGI
import Glibc
import Hummingbird
import Logging

/// One thread of a server: accepts, answers, and accepts again.
struct Worker<Responder: HTTPResponder>: Sendable {
  let server: FastCGIServer<Responder>
  let socket: ListeningSocket
  let stop: StopSignal
  let seats: Seats
  let index: Int
  let executor = ThreadExecutor()

  /// Blocks until the server is to stop.
  func run() {
    // On the heap, at one address for good: libfcgi keeps pointers into it.
    let request = UnsafeMutablePointer<FCGX_Request>.allocate(capacity: 1)
    FCGX_InitRequest(request, socket.descriptor, 0)
    var writer = AnswerWriter()
    while seats.take(index), accept(request) {
      let parameters = FastCGIParameters(copying: request.pointee.envp)
      seats.begin(index, isLong: parameters.age ?? 0 > Self.longestQueue)
      answer(request, parameters, with: &writer)
      FCGX_Finish_r(request)
    }
    seats.close()
    FCGX_Free(request, 1)
    request.deallocate()
  }

  /// - Returns: `false` where the server is to stop and nobody is left in the backlog.
  private func accept(_ request: UnsafeMutablePointer<FCGX_Request>) -> Bool {
    while !stop.isRequested || socket.isOwn {
      let code = FCGX_Accept_r(request)
      if code == 0 { return true }
      if stop.isRequested { break }
      if code != -EAGAIN {
        server.logger.error(
          "a connection could not be accepted: \(String(cString: strerror(-code)))")
        usleep(Self.pauseAfterFailure)
      }
    }
    return false
  }

  /// In milliseconds: where requests come to a thread later than this after nginx sent them, so many
  /// wait that all threads are to take them, for their accounts to have turns.
  private static var longestQueue: Int64 { 25 }

  /// In microseconds: where descriptors have run out, some come back within it.
  private static var pauseAfterFailure: UInt32 { 100_000 }
}
