/// The zones of the system's tz database, read when asked for and kept until the files change.
package final class TimeZoneDatabase: Sendable {
  private struct State {
    var signature: [FileSignature?]
    var version: String
    var names: [String]
    var known: Set<String>
    var zones: [String: TimeZoneRules?] = [:]
    var countries: CountryZones?
    var files: [String: FileSignature?] = [:]
  }

  let directory: String
  private let state: Locked<State>

  /// - Parameter directory: the folder of TZif files; a folder that cannot be read has no zones.
  package init(directory: String = "/usr/share/zoneinfo") {
    self.directory = directory
    state = Locked(Self.state(of: directory))
  }

  /// The release of the database, as `2025b`; `unknown` where no file tells it.
  package var version: String { state.withLock { $0.version } }

  /// Differs for two states of the database, also where its release does not: the release, and
  /// size and time of what an update changes.
  package var fingerprint: String {
    state.withLock { state in
      ([state.version] + state.signature.map { $0?.text ?? "-" }).joined(separator: " ")
    }
  }

  /// All IANA names, zones and links, sorted.
  package var names: [String] { state.withLock { $0.names } }

  /// The zones of each country.
  var countries: CountryZones {
    state.withLock { state in
      let countries = state.countries ?? CountryZones(directory: directory)
      state.countries = countries
      return countries
    }
  }

  /// The rules of a zone or link by its exact name. Nil when the database does not list the name
  /// or its file is no TZif file (RFC 9636).
  package func zone(named name: String) -> TimeZoneRules? {
    state.withLock { state in
      if let zone = state.zones[name] { return zone }
      guard state.known.contains(name) else { return nil }
      let path = "\(directory)/\(name)"
      state.files[path] = FileSignature(path: path)
      let zone = readFile(path).flatMap { try? TimeZoneRules(name: name, file: TZif($0)) }
      state.zones[name] = zone
      return zone
    }
  }

  /// Looks whether the files have changed since they were read, and forgets what was read if so.
  /// - Returns: true when they have: schedules are to be made anew, and their next instants too.
  package func reloadIfChanged() -> Bool {
    state.withLock { state in
      let isUnchanged =
        state.signature == Self.signature(of: directory)
        && state.files.allSatisfy { FileSignature(path: $0.key) == $0.value }
      if isUnchanged { return false }
      state = Self.state(of: directory)
      return true
    }
  }

  private static func state(of directory: String) -> State {
    let signature = signature(of: directory)
    let names = zoneNames(in: directory)
    return State(
      signature: signature, version: release(of: directory), names: names, known: Set(names))
  }

  /// What a package update changes, whatever else it leaves alone.
  private static func signature(of directory: String) -> [FileSignature?] {
    [directory, "\(directory)/tzdata.zi", "\(directory)/+VERSION"].map(FileSignature.init(path:))
  }
}
