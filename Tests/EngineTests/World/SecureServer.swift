import NIOCore
import NIOPosix
import NIOSSL

/// An HTTP server on 127.0.0.1 that speaks TLS and answers `safe`. Nobody but itself has signed its
/// certificate, which is for `localhost` and 127.0.0.1, from 2020 until 2126.
struct SecureServer {
  let port: Int
  private let channel: any Channel

  static func serving<Value>(_ work: (SecureServer) async throws -> Value) async throws -> Value {
    let certificate = try NIOSSLCertificate(bytes: Array(certificate.utf8), format: .pem)
    let key = try NIOSSLPrivateKey(bytes: Array(key.utf8), format: .pem)
    let context = try NIOSSLContext(
      configuration: .makeServerConfiguration(
        certificateChain: [.certificate(certificate)], privateKey: .privateKey(key)))
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: context))
          try channel.pipeline.syncOperations.addHandler(Answering())
        }
      }.bind(host: "127.0.0.1", port: 0).get()
    let server = SecureServer(port: channel.localAddress?.port ?? 0, channel: channel)
    let value: Value
    do {
      value = try await work(server)
    } catch {
      try? await channel.close()
      throw error
    }
    try await channel.close()
    return value
  }

  static let certificate = """
    -----BEGIN CERTIFICATE-----
    MIIBZjCCAQ2gAwIBAgIBATAKBggqhkjOPQQDAjAUMRIwEAYDVQQDDAlsb2NhbGhv
    c3QwIBcNMjAwMTAxMDAwMDAwWhgPMjEyNjAxMDEwMDAwMDBaMBQxEjAQBgNVBAMM
    CWxvY2FsaG9zdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABNgLxlmhIBOtrqCP
    LSXnzZ3s6aYHI9UhVlVlUhJ8q7bFMoWYq0mDTXXTixax9ObD+uXMxUXaNTflBGVW
    m6ACpw+jTjBMMB0GA1UdDgQWBBSQk6e/aI8oeC9URvI0oZAbekO42DAPBgNVHRMB
    Af8EBTADAQH/MBoGA1UdEQQTMBGCCWxvY2FsaG9zdIcEfwAAATAKBggqhkjOPQQD
    AgNHADBEAiA3KrztqIWOsJPTaw9nzwlSyBVjq7v/2juMgLtN/mL3lwIgc1Ge+gwP
    Bt6BJXnQZZ4H6kuiq3p0xTCmTbH49HYpfbc=
    -----END CERTIFICATE-----
    """

  private static let key = """
    -----BEGIN PRIVATE KEY-----
    MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgDFSkOEtAMPAuVGpD
    ASgZxP+6APGc/Z+nRQ2iDn6RCNShRANCAATYC8ZZoSATra6gjy0l582d7OmmByPV
    IVZVZVISfKu2xTKFmKtJg01104sWsfTmw/rlzMVF2jU35QRlVpugAqcP
    -----END PRIVATE KEY-----
    """
}

/// Answers whatever it gets.
private final class Answering: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let answer = ByteBuffer(string: "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nsafe")
    context.writeAndFlush(wrapOutboundOut(answer), promise: nil)
  }
}
