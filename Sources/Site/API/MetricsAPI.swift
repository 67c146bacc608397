import HTTPTypes
import Hummingbird
import NIOCore

/// What is measured, for Prometheus
/// (https://prometheus.io/docs/instrumenting/exposition_formats/).
struct MetricsAPI: Sendable {
  let services: Services

  @Sendable func show(_ request: Request, _ context: SiteContext) async throws -> Response {
    Response(
      status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
      body: ResponseBody(byteBuffer: ByteBuffer(string: try await services.measured())))
  }
}
