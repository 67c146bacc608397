import OrderedJSON

/// A value in YAML that has no parts.
struct YAMLScalar {
  /// Without quotes, its escapes resolved.
  let text: String
  /// As YAML has it in full; `nil`: none is given.
  let tag: String?
  /// Whether it stands without quotes, and not as a block.
  let isPlain: Bool
}

extension YAMLScalar {
  /// What it stands for by the core schema (YAML 1.2.2, 10.3), but that a number is only what JSON
  /// would take for one, and so can stay as it is written: `yes`, `2026-01-31`, `0x1F` and `.inf` are
  /// texts.
  /// - Returns: `nil` where the text has no value of its tag.
  var json: JSON? {
    switch tag {
    case nil: return isPlain ? meaning : .string(text)
    case "!", YAMLTag.text: return .string(text)
    case YAMLTag.null: return meaning == .null ? .null : nil
    case YAMLTag.boolean: return meaning.boolean.map(JSON.bool)
    case YAMLTag.integer, YAMLTag.number:
      if case .number = meaning { return meaning }
      return nil
    default: return nil
    }
  }

  /// Whether it is the name beside which members stand that are to be taken over
  /// (https://yaml.org/type/merge.html).
  var isMerge: Bool { isPlain && tag == nil && text == "<<" }

  private var meaning: JSON {
    switch text {
    case "", "~", "null", "Null", "NULL": return .null
    case "true", "True", "TRUE": return true
    case "false", "False", "FALSE": return false
    default:
      let first = text.utf8.first ?? 0
      guard first == UInt8(ascii: "-") || (0x30...0x39).contains(first),
        let number = try? JSON(parsing: text), case .number = number
      else { return .string(text) }
      return number
    }
  }
}

/// What a value is said to be (YAML 1.2.2, 10.1 to 10.3).
enum YAMLTag {
  static let text = "tag:yaml.org,2002:str"
  static let null = "tag:yaml.org,2002:null"
  static let boolean = "tag:yaml.org,2002:bool"
  static let integer = "tag:yaml.org,2002:int"
  static let number = "tag:yaml.org,2002:float"
  static let list = "tag:yaml.org,2002:seq"
  static let object = "tag:yaml.org,2002:map"
}
