import Automations
import OrderedJSON

/// Where the demo's runner listens, and what signs the requests to it. Both stand in a file of the data
/// folder, made once: the runner is a program of its own.
struct DemoRunnerPlace: Sendable {
  /// Of 127.0.0.1.
  let port: Int
  let secret: WebhookSecret

  static func path(in settings: Settings) -> String { settings.data + "/demo-runner.json" }

  /// What the file says, which is made where it is missing.
  /// - Throws: `Complaint`.
  static func kept(in settings: Settings) throws -> DemoRunnerPlace {
    let path = path(in: settings)
    guard Files.exists(path) else {
      let made = DemoRunnerPlace(port: try Listening.freePort(), secret: .random())
      let json: JSON = ["port": JSON(made.port), "secret": .string(made.secret.text)]
      try Files.writeWhole(json.serialized + "\n", to: path, mode: 0o600)
      return made
    }
    guard let json = try? JSON(parsing: try Files.read(path)),
      let port = json["port"]?.integer, (1...65535).contains(port),
      let secret = try? WebhookSecret(json["secret"]?.text ?? "")
    else {
      throw Complaint(
        "\(path) cannot be read as port and secret of the demo's runner; delete it, and the demo's connection"
      )
    }
    return DemoRunnerPlace(port: port, secret: secret)
  }

  var url: String { "http://127.0.0.1:\(port)/" }
}
