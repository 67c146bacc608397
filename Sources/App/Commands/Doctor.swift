import ArgumentParser
import Foundation
import Scheduling
import Site
import Storage
import Templating

/// Whether the set-up can work, and if not, what to do.
struct Doctor: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Checks the set-up and says what is wrong.")

  func run() async throws {
    try await Complaint.reported {
      let settings = try Settings()
      let zones = TimeZoneDatabase(directory: settings.zoneinfo)
      let isRunning = HTTPProbe.isHealthy(address: settings.listen, port: settings.port)
      var checks: [(String, () throws -> String)] = [
        (
          "data folder",
          {
            try DataFolder(settings: settings).prepare()
            return settings.data
          }
        ),
        (
          "templates",
          {
            _ = try Templates(
              folder: settings.home + "/Templates", pages: SitePages.all, reloads: false)
            return "\(SitePages.all.count) pages compile"
          }
        ),
        (
          "time zones",
          {
            guard zones.zone(named: "Europe/Berlin") != nil else {
              throw Complaint("no tz database in \(settings.zoneinfo); install tzdata")
            }
            return "tz database \(zones.version), \(zones.names.count) names"
          }
        ),
        (
          "nginx",
          {
            let paths = ["/usr/sbin", "/usr/local/sbin", "/usr/bin", "/usr/local/bin"]
            let found =
              settings.nginx.hasPrefix("/")
              ? [settings.nginx] : paths.map { $0 + "/" + settings.nginx }
            guard let path = found.first(where: Files.exists) else {
              throw Complaint("\(settings.nginx) was not found; install nginx or set REPRISE_NGINX")
            }
            return path
          }
        ),
      ]
      if isRunning {
        checks.append(("server", { "answers on port \(settings.port)" }))
      } else {
        checks += [
          (
            "port",
            {
              try Listening.check(settings)
              return "\(settings.port) is free"
            }
          ),
          ("database", { "SQLite \(try Database(folder: settings.data).sqliteVersion)" }),
        ]
      }
      var faults = 0
      for (name, check) in checks {
        do {
          print("ok     \(name): \(try check())")
        } catch {
          faults += 1
          print("WRONG  \(name): \(error)")
        }
      }
      if faults > 0 { throw Complaint("\(faults) of \(checks.count) checks failed") }
    }
  }
}
