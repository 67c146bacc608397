import CFastCGI
import HTTPTypes
import Hummingbird
import Logging
import NIOCore

extension Worker {
  /// Answers the accepted request. Nothing is written before the whole answer is there.
  func answer(
    _ request: UnsafeMutablePointer<FCGX_Request>, _ parameters: FastCGIParameters,
    with writer: inout AnswerWriter
  ) {
    var logger = server.logger
    logger[metadataKey: "hb.request.id"] = .stringConvertible(RequestID())
    let source = FastCGIRequestContextSource(logger: logger, parameters: parameters, worker: index)
    let answer: Answer
    do throws(RequestFault) {
      let head = try HTTPRequest(
        parameters, maxFields: server.configuration.maxFields)
      let body = try RequestInput(stream: request.pointee.in).read(
        length: parameters["CONTENT_LENGTH"], limit: server.configuration.maxBodySize)
      answer = respond(to: head, body, source)
    } catch {
      logger.notice("a request was refused: \(error)")
      answer = refuse(parameters["REQUEST_URI"], error.status, source)
    }
    if !writer.write(answer, to: request) {
      logger.debug("the web server left before the answer was written")
    }
  }

  private func respond(
    to head: HTTPRequest, _ body: RequestInput.Body, _ source: FastCGIRequestContextSource
  ) -> Answer {
    answer(to: head.method, source) {
      switch body {
      case .whole(let buffer):
        try await server.responder.respond(
          to: Request(head: head, body: RequestBody(buffer: buffer)),
          context: server.makeContext(source))
      case .oversized:
        await server.configuration.oversized(
          Request(head: head, body: RequestBody(buffer: ByteBuffer())))
      }
    }
  }

  private func refuse(
    _ target: String?, _ status: HTTPResponse.Status, _ source: FastCGIRequestContextSource
  ) -> Answer {
    answer(to: .get, source) { await server.configuration.unreadable(target, status) }
  }

  /// Runs the handler on this thread until its answer is whole.
  private func answer(
    to method: HTTPRequest.Method, _ source: FastCGIRequestContextSource,
    _ handler: @escaping @Sendable () async throws -> Response
  ) -> Answer {
    let pending = PendingAnswer()
    executor.run {
      do {
        pending.answer = try await Answer(handler(), to: method)
      } catch {
        source.logger.error("the responder threw: \(error)")
      }
    }
    return pending.answer
  }
}

/// Where a handler's answer waits for the thread; a failure until there is one.
///
/// Unchecked: the task writes it on the thread that reads it, before `ThreadExecutor.run` returns.
private final class PendingAnswer: @unchecked Sendable {
  var answer = Answer(status: .internalServerError)
}
