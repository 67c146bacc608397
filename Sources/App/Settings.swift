import Configuration
import Engine
import Foundation
import Glibc
import Logging
import Scheduling
import Site

/// What the operator set, by environment variables; README.md lists them.
package struct Settings: Sendable {
  /// The folder with Templates, Public and nginx.
  let home: String
  let data: String
  let listen: String
  let port: Int
  let origin: PublicOrigin
  let threads: Int
  let runsAtOnce: Int
  /// `nil`: as `RunLimits` has it.
  let runsPerUser: Int?
  let runsPerConnection: Int?
  let keepsRows: Int
  let keepsDays: Int
  let allowedNetworks: AllowedNetworks
  let sendmail: String?
  /// The file with what the operator offers to everybody; `nil`: there is none.
  let connections: String?
  let zoneinfo: String
  /// The IANA name of the installation's own zone.
  let timezone: String
  let logLevel: Logger.Level
  let reloadsTemplates: Bool
  let loadsDemo: Bool
  let nginx: String
  /// Of one address, in nginx; 0: as many as come.
  let connectionsPerAddress: Int
  /// Tries to sign in a minute, of one address; 0: as many as come.
  let signInRate: Int
  /// Calls a second, of one address; 0: as many as come.
  let apiRate: Int
  /// Where systemd puts what it hands a service in secret; `nil`: it hands over nothing.
  let credentials: String?
  /// All of these as text, by the names of their variables; what is not set has its default.
  let values: [String: String]

  /// - Parameter environment: variables by their names; those that are no settings do not matter.
  /// - Throws: `Complaint` naming the variable and what would be right.
  init(_ environment: [String: String] = ProcessInfo.processInfo.environment) throws {
    let reader = ConfigReader(
      provider: EnvironmentVariablesProvider(environmentVariables: environment))
    var values: [String: String] = [:]
    func text(_ name: String, _ fallback: String) -> String {
      let given = reader.string(forKey: ConfigKey("reprise.\(name)"), default: fallback)
      let value = given.isEmpty ? fallback : given
      values[Settings.variable(name)] = value
      return value
    }
    func number(_ name: String, _ fallback: Int, _ range: ClosedRange<Int>) throws -> Int {
      let value = text(name, String(fallback))
      guard let number = Int(value), range.contains(number) else {
        throw Complaint(
          "\(Settings.variable(name)) is \"\(value)\"; a whole number from \(range.lowerBound) to \(range.upperBound) would be right"
        )
      }
      return number
    }
    func numberIfAny(_ name: String, _ range: ClosedRange<Int>) throws -> Int? {
      text(name, "").isEmpty ? nil : try number(name, range.lowerBound, range)
    }
    func flag(_ name: String) throws -> Bool {
      switch text(name, "0") {
      case "0", "false": false
      case "1", "true": true
      case let other:
        throw Complaint("\(Settings.variable(name)) is \"\(other)\"; 0 or 1 would be right")
      }
    }

    home = try Settings.home(set: text("home", ""))
    data = Settings.absolute(text("data", "data"))
    values[Settings.variable("home")] = home
    values[Settings.variable("data")] = data
    // Nginx's configuration has no way to write these in a path.
    for path in [home, data] where path.contains(where: { "\"\\$\n".contains($0) }) {
      throw Complaint(
        "the folder \(path) cannot be used: its path has one of the characters \" \\ $")
    }
    listen = text("listen", "127.0.0.1")
    port = try number("port", 8080, 1...65535)
    guard sockaddr_in(listen, port: port) != nil else {
      throw Complaint(
        "REPRISE_LISTEN is \"\(listen)\"; an IPv4 address like 127.0.0.1 or 0.0.0.0 would be right")
    }
    let originText = text("origin", Settings.origin(listen: listen, port: port))
    guard let origin = PublicOrigin(originText) else {
      throw Complaint(
        "REPRISE_ORIGIN is \"\(originText)\"; scheme and host like https://reprise.example would be right"
      )
    }
    self.origin = origin
    threads = try number("threads", 8, 1...512)
    runsAtOnce = try number("runs", 64, 1...1000)
    runsPerUser = try numberIfAny("runs_per_user", 1...1000)
    runsPerConnection = try numberIfAny("runs_per_connection", 1...1000)
    keepsRows = try number("history_rows", 1000, 1...1_000_000)
    keepsDays = try number("history_days", 90, 1...36_500)
    do {
      allowedNetworks = try AllowedNetworks(text("allow_networks", ""))
    } catch {
      throw Complaint("REPRISE_ALLOW_NETWORKS: \(error)")
    }
    let sendmail = text("sendmail", "")
    guard sendmail.isEmpty || access(sendmail, X_OK) == 0 else {
      throw Complaint(
        "REPRISE_SENDMAIL is \"\(sendmail)\", which cannot be run; the path of a program like /usr/sbin/sendmail would be right"
      )
    }
    self.sendmail = sendmail.isEmpty ? nil : sendmail
    let connections = text("connections", "")
    self.connections = connections.isEmpty ? nil : Settings.absolute(connections)
    zoneinfo = text("zoneinfo", "/usr/share/zoneinfo")
    timezone = text("timezone", "UTC")
    let levelText = text("log_level", "info")
    guard let level = Logger.Level(rawValue: levelText) else {
      let levels = Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")
      throw Complaint("REPRISE_LOG_LEVEL is \"\(levelText)\"; one of \(levels) would be right")
    }
    logLevel = level
    reloadsTemplates = try flag("reload_templates")
    loadsDemo = try flag("demo")
    nginx = text("nginx", "nginx")
    // Where nobody comes but from this machine, a proxy on it perhaps, all have one address.
    let isLocal = listen.hasPrefix("127.")
    connectionsPerAddress = try number("connections_per_address", isLocal ? 0 : 100, 0...100_000)
    signInRate = try number("rate_sign_in", isLocal ? 0 : 10, 0...100_000)
    apiRate = try number("rate_api", isLocal ? 0 : 10, 0...100_000)
    // Systemd's own name for it.
    let folder = environment["CREDENTIALS_DIRECTORY"] ?? ""
    credentials = folder.isEmpty ? nil : folder
    if let credentials { values["CREDENTIALS_DIRECTORY"] = credentials }
    self.values = values
  }

  /// The name of a setting's variable.
  private static func variable(_ name: String) -> String { "REPRISE_\(name.uppercased())" }

  /// The address at which this machine reaches nginx.
  var address: String { listen == "0.0.0.0" ? "127.0.0.1" : listen }

  var runtime: RuntimeFolder { RuntimeFolder(data: data, home: home) }
  var administratorToken: String { data + "/admin-token" }
  var key: String { data + "/key" }
  var log: String { data + "/logs/automation.log" }

  /// What to tell whoever lets a network read what browsers and programs send; `nil`: nothing.
  var plainTextWarning: String? {
    guard !origin.isSecure, !origin.isLoopback || !listen.hasPrefix("127.") else { return nil }
    let place = origin.isLoopback ? "nginx listens on \(listen), and \(origin.text)" : origin.text
    return
      "\(place) is no https: whoever sees the network sees sessions and tokens; put TLS before nginx and set REPRISE_ORIGIN"
  }

  /// Where nginx is.
  /// - Throws: `Complaint` where it is not.
  func nginxProgram() throws -> String {
    let folders = ["/usr/sbin", "/usr/local/sbin", "/usr/bin", "/usr/local/bin"]
    let candidates = nginx.hasPrefix("/") ? [nginx] : folders.map { "\($0)/\(nginx)" }
    guard let program = candidates.first(where: { access($0, X_OK) == 0 }) else {
      throw Complaint("\(nginx) was not found; install nginx or set REPRISE_NGINX")
    }
    return program
  }

  /// The time zones of this machine.
  /// - Throws: `Complaint` where there are none, or not the installation's own.
  func timeZones() throws -> TimeZoneDatabase {
    let zones = TimeZoneDatabase(directory: zoneinfo)
    guard zones.zone(named: "Europe/Berlin") != nil else {
      throw Complaint("no tz database in \(zoneinfo); install tzdata or set REPRISE_ZONEINFO")
    }
    try Settings.check(timezone, in: zones)
    return zones
  }

  /// - Throws: `Complaint` where there is no such zone.
  static func check(_ timezone: String, in zones: TimeZoneDatabase) throws {
    guard timezone != "UTC", zones.zone(named: timezone) == nil else { return }
    throw Complaint("REPRISE_TIMEZONE: \(zones.complaint(about: timezone))")
  }

  /// The folder that was set, or the one above the program that holds the templates, or this one.
  private static func home(set: String) throws -> String {
    var candidates = set.isEmpty ? [] : [absolute(set)]
    if set.isEmpty {
      var folder = Files.program
      while folder.count > 1 {
        folder = folder.split(separator: "/").dropLast().map { "/" + $0 }.joined()
        candidates.append(folder)
      }
      candidates.append(absolute("."))
    }
    guard let home = candidates.first(where: { Files.isFolder($0 + "/Templates") }) else {
      throw Complaint(
        "the folders Templates, Public and nginx were not found; set REPRISE_HOME to the folder that holds them"
      )
    }
    return home
  }

  /// Where browsers find the site if nobody says: as they write it, so without the port of the scheme.
  /// Only to 127.0.0.1 does localhost lead.
  private static func origin(listen: String, port: Int) -> String {
    let host = ["127.0.0.1", "0.0.0.0"].contains(listen) ? "localhost" : listen
    return "http://\(host)" + (port == 80 ? "" : ":\(port)")
  }

  private static func absolute(_ path: String) -> String {
    path.hasPrefix("/") ? path : Files.currentFolder + "/" + path
  }
}
