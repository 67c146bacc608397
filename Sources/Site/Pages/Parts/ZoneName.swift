package import Templating

/// A time zone to choose.
package struct ZoneName: TemplateModel {
  let name: String

  package static var fields: [Field<ZoneName>] {
    [
      .text("name") { $0.name },
      // So that typing "new york" finds it.
      .text("label") { $0.name.contains("_") ? $0.name.replacing("_", with: " ") : nil },
    ]
  }

  /// What a person looks for comes first: UTC and the names of places; then those of countries and
  /// older systems (`US/Eastern`, `GB-Eire`, `Etc/GMT+5`), which can be searched too.
  static func ordered(_ names: [String]) -> [ZoneName] {
    let names = names.filter { $0 != "UTC" }
    return (["UTC"] + names.filter(isPlace) + names.filter { !isPlace($0) }).map(ZoneName.init)
  }

  private static func isPlace(_ name: String) -> Bool {
    let region = name.prefix { $0 != "/" }
    return region.count < name.count && regions.contains(String(region))
  }

  private static let regions: Set = [
    "Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe",
    "Indian", "Pacific",
  ]
}
