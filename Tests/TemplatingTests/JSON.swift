import Foundation
import Templating

/// A value whose fields are known only from what it holds.
enum JSON: Decodable, Sendable, TemplateModel {
  case null
  case flag(Bool)
  case number(Int)
  case decimal(Double)
  case text(String)
  case list([JSON])
  case object([String: JSON])

  static var fields: [Field<JSON>] { [] }

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let flag = try? container.decode(Bool.self) {
      self = .flag(flag)
    } else if let number = try? container.decode(Int.self) {
      self = .number(number)
    } else if let decimal = try? container.decode(Double.self) {
      self = .decimal(decimal)
    } else if let text = try? container.decode(String.self) {
      self = .text(text)
    } else if let list = try? container.decode([JSON].self) {
      self = .list(list)
    } else {
      self = .object(try container.decode([String: JSON].self))
    }
  }

  var text: String? {
    switch self {
    case .number(let number): String(number)
    case .decimal(let decimal): String(decimal)
    case .text(let text): text
    case .null, .flag, .list, .object: nil
    }
  }

  var flag: Bool? {
    if case .flag(let flag) = self { flag } else { nil }
  }

  var items: [JSON]? {
    if case .list(let items) = self { items } else { nil }
  }

  var object: [String: JSON]? {
    if case .object(let object) = self { object } else { nil }
  }
}

extension ModelShape<JSON> {
  /// What templates can name in values like these.
  init(_ samples: [JSON], path: String = "data") {
    self.init(name: path) { Self.fields(samples, path: path) }
  }

  private static func fields(_ samples: [JSON], path: String) -> [Field<JSON>] {
    let objects = samples.compactMap(\.object)
    guard objects.isEmpty else {
      return Set(objects.flatMap(\.keys)).map { key in
        let values = objects.compactMap { $0[key] }
        return field(key, values, path: "\(path)/\(key)") { $0.object?[key] }
      }
    }
    return [field(".", samples, path: path) { $0 }]
  }

  private static func field(
    _ name: String, _ samples: [JSON], path: String, _ get: @escaping @Sendable (JSON) -> JSON?
  ) -> Field<JSON> {
    if samples.contains(where: { $0.items != nil }) {
      let items = Array(samples.compactMap(\.items).joined())
      let shape = ModelShape(items, path: "\(path)[]")
      return .list(name, shape: { shape }, { get($0)?.items ?? [] })
    }
    if samples.contains(where: { $0.object != nil }) {
      return .model(name, shape: { ModelShape(samples, path: path) }, get)
    }
    if samples.contains(where: { $0.flag != nil }) {
      return .flag(name) { get($0)?.flag ?? false }
    }
    return .text(name) { get($0)?.text }
  }
}
