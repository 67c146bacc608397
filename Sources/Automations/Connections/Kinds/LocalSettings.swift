import OrderedJSON

/// The embedded tools, of which there is nothing to say.
struct LocalSettings: KindSettings {
  static let traits = KindTraits(
    title: "Embedded tools",
    explanation: "Mail, tables and notes, which need nothing installed.",
    trial:
      "Looks whether files can be written and whether there is a mail program, and leaves nothing.",
    deed: "is an embedded tool", takesTime: false)

  init() {}

  init(reading members: inout MemberReader, by author: SettingsAuthor) {}

  var members: [JSON.Member] { [] }

  var place: String? { nil }
}
