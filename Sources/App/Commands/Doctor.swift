import ArgumentParser
import Automations
import Engine
import Glibc
import OrderedJSON
import Scheduling
import Site
import Storage
import Templating
import Workflows

/// Whether the set-up can work, and if not, what to do.
struct Doctor: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Checks the set-up and says what is wrong.")

  func run() async throws {
    try await Complaint.reported {
      let checks = Checkup(in: try Settings()).checks
      var faults = 0
      for (name, check) in checks {
        do {
          print("ok     \(name): \(try check())".shownInLines)
        } catch {
          faults += 1
          print("WRONG  \(name): \(error)".shownInLines)
        }
      }
      if faults > 0 { throw Complaint("\(faults) of \(checks.count) checks failed") }
    }
  }
}

/// What `doctor` looks at. A check answers what it found, or throws what is wrong; none changes what
/// is kept.
private struct Checkup {
  /// The running server's, where one tells them; else this shell's.
  private let settings: Settings
  private let shell: Settings
  /// What the running server has; `nil`: none runs.
  private let served: Result<ServedSettings, any Error>?

  init(in shell: Settings) {
    self.shell = shell
    served = RunningServer(on: shell).map { server in Result { try ServedSettings(of: server) } }
    settings = (try? served?.get().settings) ?? shell
  }

  var checks: [(name: String, check: () throws -> String)] {
    [
      ("settings", told), ("data folder", dataFolder), ("templates", templates),
      ("time zones", timeZones), ("nginx", nginx),
    ] + ofTheFolder + [("mail", mail), ("networks", networks)]
  }

  private func told() throws -> String {
    guard let served = try served?.get() else {
      return "those of this shell" + list(shell.shown)
    }
    let differences = shell.differences(to: served.values)
    return "those of the running server" + list(served.values)
      + differences.map { "\n       differs: \($0)" }.joined()
  }

  private func list(_ values: [String: String]) -> String {
    values.sorted { $0.key < $1.key }.map { "\n       \($0)=\($1)" }.joined()
  }

  /// Where the folder is closed to this user, nothing can be said of what is in it.
  private var ofTheFolder: [(name: String, check: () throws -> String)] {
    guard access(settings.data, R_OK | X_OK) == 0 || errno == ENOENT else { return [] }
    return (ServerMark(settings).isHeld ? [("server", server)] : [("port", port)])
      + [("database", database), ("vault key", vaultKey), ("older secrets", olderSecrets)]
  }

  private func dataFolder() throws -> String {
    var folder = settings.data
    while !Files.exists(folder), let slash = folder.lastIndex(of: "/"), folder.count > 1 {
      folder = slash == folder.startIndex ? "/" : String(folder[..<slash])
    }
    guard Files.isFolder(folder), access(folder, W_OK | X_OK) == 0 else {
      throw Complaint("the folder \(folder) is not writable for this user")
    }
    guard folder == settings.data else { return "\(settings.data) is made at the first start" }
    if Files.exists(settings.key) { _ = try DataFolder(settings: settings).key() }
    return settings.data
  }

  private func templates() throws -> String {
    _ = try Templates(folder: settings.home + "/Templates", pages: SitePages.all, reloads: false)
    return "\(SitePages.all.count) pages compile"
  }

  private func timeZones() throws -> String {
    let zones = try settings.timeZones()
    return "tz database \(zones.version), \(zones.names.count) names"
  }

  private func nginx() throws -> String {
    let program = try settings.nginxProgram()
    try NginxConfiguration.tryOut(settings, with: program)
    return "\(program) takes its configuration"
  }

  private func server() throws -> String {
    guard let server = RunningServer(on: settings) else {
      throw Complaint("one has the data folder, and does not say where it answers")
    }
    try server.checkHealth()
    guard HTTPProbe.isHealthy(server.origin, address: server.address, port: server.port) else {
      throw Complaint(
        "it answers, and nginx before it does not, on port \(server.port); see \(settings.data)/logs"
      )
    }
    return "answers on port \(server.port), for browsers at \(server.origin.text)"
  }

  private func port() throws -> String {
    try Listening.check(settings)
    return "\(settings.port) is free"
  }

  private func database() throws -> String {
    guard Files.exists(settings.data + "/reprise.db") else { return "none yet" }
    let found = try Database.inspect(folder: settings.data)
    return "SQLite \(found.sqliteVersion)"
      + (found.isOlder ? "; it is brought up to date at the next start" : "")
  }

  private func vaultKey() throws -> String {
    if let folder = settings.credentials, access(folder, X_OK) != 0, errno == EACCES {
      return "lies in \(folder), if it is a credential, which is closed to this user"
    }
    let keys = VaultKeys(settings)
    guard !keys.areOpenToOthers else {
      throw Complaint("others may read \(keys.path); chmod 400 closes it to them")
    }
    var wrapped: [WrappedKey] = []
    if Files.exists(settings.data + "/reprise.db") {
      // What is wrong with the database itself was said already.
      guard let found = try? Database.wrappedKeys(folder: settings.data) else {
        return "whether it fits, only the database could tell"
      }
      wrapped = found
    }
    _ = try keys.ring(opening: wrapped)
    guard keys.areThere else { return "is made at the next start" }
    return keys.path + (wrapped.isEmpty ? "; no secret needs it yet" : " opens the secrets")
  }

  /// Of what rested outside of the vault once, copies tell still.
  private func olderSecrets() -> String {
    guard Files.exists(settings.data + "/reprise.db"),
      let moved = try? Database.movedSecrets(folder: settings.data)
    else { return "none rest outside of the vault" }
    return "\(moved.count) went into the vault at \(moved.at.rfc3339); backups and copies of the "
      + "data folder that were made before hold them as they were"
  }

  private func mail() -> String {
    settings.sendmail.map { "goes out by \($0), which REPRISE_SENDMAIL names" }
      ?? "goes to \(settings.data)/outbox; REPRISE_SENDMAIL names no program"
  }

  private func networks() -> String {
    let allowed = settings.allowedNetworks.description
    return allowed.isEmpty
      ? "runs may call public addresses alone; REPRISE_ALLOW_NETWORKS names no others"
      : "runs may call \(allowed) too, which REPRISE_ALLOW_NETWORKS names"
  }
}

/// The settings of a server that runs.
private struct ServedSettings {
  /// As the server shows them.
  let values: [String: String]
  let settings: Settings

  /// - Throws: `Complaint` where it does not tell them, or could not begin with them now.
  init(of server: RunningServer) throws {
    let told = try server.get(Paths.API.settings())["settings"]?.members ?? []
    values = Dictionary(told.map { ($0.key, $0.value.text ?? "") }) { _, last in last }
    settings = try Settings(values.filter { !Settings.isSecret($0.key) })
  }
}
