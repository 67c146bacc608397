import NIOCore
import NIOPosix
import NIOSSL

/// An HTTP server on 127.0.0.1 that speaks TLS and answers `safe`. Nobody but itself has signed its
/// certificate, which is for `localhost`, `*.name.example` and 127.0.0.1, from 2020 until 2126.
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
    MIIBdzCCAR2gAwIBAgIBATAKBggqhkjOPQQDAjAUMRIwEAYDVQQDDAlsb2NhbGhv
    c3QwIBcNMjAwMTAxMDAwMDAwWhgPMjEyNjAxMDEwMDAwMDBaMBQxEjAQBgNVBAMM
    CWxvY2FsaG9zdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABOrjE9VGOcDzC2Mq
    3LBW7LaHeRbk/i6E2y6WLP6+LbIcuHhCwDtU5VGU2cVEHJqqx13iCvHvNjAcwI2u
    wZRxeKWjXjBcMB0GA1UdDgQWBBQutaDP3AGdpJM/XiwixY/xwHPVbzAPBgNVHRMB
    Af8EBTADAQH/MCoGA1UdEQQjMCGCCWxvY2FsaG9zdIIOKi5uYW1lLmV4YW1wbGWH
    BH8AAAEwCgYIKoZIzj0EAwIDSAAwRQIhAPRruGdTwNK4zvb+fMcMwpQ14y5dL5Kh
    JBp3d+ddxdsZAiAHZ8vmVN8YFWYZ/pItepWzmTcYzhFP78w4JX5ya2tNuw==
    -----END CERTIFICATE-----
    """

  private static let key = """
    -----BEGIN PRIVATE KEY-----
    MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgAPy+h6c+jQ6ez3Ff
    KAH3noOghYc2uBMS15+XffjGKj2hRANCAATq4xPVRjnA8wtjKtywVuy2h3kW5P4u
    hNsuliz+vi2yHLh4QsA7VOVRlNnFRByaqsdd4grx7zYwHMCNrsGUcXil
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
