import Templating

/// What nginx is told: `nginx/nginx.conf.mustache`.
struct NginxConfiguration: Page {
  static let template = "nginx.conf"

  let settings: Settings
  /// The account of nginx's workers; only root can choose one.
  let user: String?
  /// The folder of its process id and its temporary files.
  let run: String
  /// The folder of its logs.
  let logs: String

  static var fields: [Field<NginxConfiguration>] {
    [
      .html("user") { HTML(trusted: $0.user ?? "") },
      .flag("has_user") { $0.user != nil },
      .html("run") { HTML(trusted: $0.run) },
      .html("logs") { HTML(trusted: $0.logs) },
      .html("socket") { HTML(trusted: $0.settings.runtime.socket) },
      .html("listen") { HTML(trusted: "\($0.settings.listen):\($0.settings.port)") },
      .html("public") { HTML(trusted: $0.settings.runtime.publicPath) },
    ]
  }

  /// - Throws: `Complaint`.
  func write(to path: String) throws {
    do {
      let templates = try Templates(
        folder: settings.home + "/nginx", pages: [NginxConfiguration.self], reloads: false)
      let text = String(decoding: try templates.render(self), as: UTF8.self)
      try Files.writeSecret(text, to: path, mode: 0o644)
    } catch let complaint as Complaint {
      throw complaint
    } catch {
      throw Complaint("nginx's configuration cannot be made: \(error)")
    }
  }
}
