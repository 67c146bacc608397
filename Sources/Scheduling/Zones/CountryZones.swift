/// The zones of each country, by the lists of the tz database: `iso3166.tab` has their names and
/// `zone.tab` the zones of each.
struct CountryZones: Sendable {
  /// By the country's name in plain letters, or its code.
  private var codes: [String: String] = [:]
  private var zones: [String: [String]] = [:]

  /// - Parameter directory: of the database; where the lists are missing there are no countries.
  init(directory: String) {
    for fields in Self.rows("\(directory)/iso3166.tab") where fields.count >= 2 {
      codes[Self.plain(fields[0])] = fields[0]
      for name in Self.names(fields[1]) { codes[name] = codes[name] == nil ? fields[0] : "" }
    }
    for fields in Self.rows("\(directory)/zone.tab") where fields.count >= 3 {
      zones[fields[0], default: []].append(fields[2])
    }
  }

  /// In the order of the database; empty where no country is called that.
  func zones(of country: String) -> [String] {
    let plain = Self.plain(country)
    return zones[Self.otherNames[plain] ?? codes[plain] ?? ""] ?? []
  }

  /// The fields of each line that is no comment.
  private static func rows(_ path: String) -> [[String]] {
    String(decoding: readFile(path) ?? [], as: UTF8.self).split(separator: "\n")
      .filter { !$0.hasPrefix("#") }
      .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
  }

  /// `Korea (South)` is also called `South Korea`, and `Korea`, which is then not the only one.
  private static func names(_ name: String) -> Set<String> {
    let parts = name.split { $0 == "(" || $0 == ")" }.map { plain(String($0)) }
    guard parts.count > 1 else { return [plain(name)] }
    return [plain(name), parts[1] + parts[0], parts[0]]
  }

  private static func plain(_ name: String) -> String {
    name.lowercased().replacing("&", with: "and").filter { $0.isLetter }
  }

  /// What people write besides.
  private static let otherNames = [
    "usa": "US", "unitedstatesofamerica": "US", "america": "US", "uk": "GB", "england": "GB",
    "unitedkingdom": "GB", "greatbritain": "GB", "scotland": "GB", "wales": "GB",
    "northernireland": "GB", "uae": "AE", "holland": "NL", "thenetherlands": "NL", "burma": "MM",
    "swaziland": "SZ", "ivorycoast": "CI", "czechia": "CZ", "macao": "MO", "vatican": "VA",
    "timorleste": "TL", "caboverde": "CV", "türkiye": "TR", "turkiye": "TR", "thephilippines": "PH",
  ]
}
