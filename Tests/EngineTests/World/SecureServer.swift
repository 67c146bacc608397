import NIOCore
import NIOPosix
import NIOSSL

/// A TLS server on 127.0.0.1 whose certificate nobody but itself has signed; for `localhost` and
/// 127.0.0.1, until 2126.
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

  private static let certificate = """
    -----BEGIN CERTIFICATE-----
    MIIBmzCCAUGgAwIBAgIUfclGRMoTxPKUaiNzpazXnysnAh8wCgYIKoZIzj0EAwIw
    FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyODIwNDAzMFoYDzIxMjYxMTA0
    MjA0MDMwWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
    PQMBBwNCAAR1j2/UR9LgZUcOD38CAVSOsgr2rwFWmHoRGgMqi+vGK7dfyXlmZIvm
    6WQiu78B+bhRQpMnssQaWUBfuitSyg6yo28wbTAdBgNVHQ4EFgQUO4gIBJdrsv+g
    mNQxDyqQCB3ha8IwHwYDVR0jBBgwFoAUO4gIBJdrsv+gmNQxDyqQCB3ha8IwDwYD
    VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
    zj0EAwIDSAAwRQIhAL+RnDlWUaWvAtXH90zZeMOkNMgpZKBYF7rnqF7C8UQwAiAP
    4muZ2MLMrNlsHyMghwcO6qjn8MjG1YOFb48nbOaNeg==
    -----END CERTIFICATE-----
    """

  private static let key = """
    -----BEGIN PRIVATE KEY-----
    MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgOCeyW0+WxGs2ypNK
    gqmVKhGD9kNutpgTfqyikOSBCg+hRANCAAR1j2/UR9LgZUcOD38CAVSOsgr2rwFW
    mHoRGgMqi+vGK7dfyXlmZIvm6WQiu78B+bhRQpMnssQaWUBfuitSyg6y
    -----END PRIVATE KEY-----
    """
}
