import Foundation
import OrderedJSON

/// Carries out the tools of the demo's runner; the notes lie in a file, a line each.
actor DemoNotes {
  private let file: String
  /// By the ids of the calls: one that is told again is answered as before, and not done twice.
  private var answers: [String: JSON] = [:]

  init(file: String) { self.file = file }

  /// - Parameter id: the same over all attempts of a call.
  /// - Throws: `Complaint` where the notes cannot be read or written.
  func carryOut(_ tool: DemoTool, _ params: JSON, id: String) throws -> JSON {
    if tool != .listNotes, let answer = answers[id] { return answer }
    let answer = try answer(tool, DemoNotes.text(params))
    if answers.count >= Limits.demoRunner.calls { answers.removeAll() }
    answers[id] = answer
    return answer
  }

  private func answer(_ tool: DemoTool, _ text: String) throws -> JSON {
    switch tool {
    case .rememberNote:
      let notes = (try notes() + [text]).suffix(Limits.demoRunner.notes)
      try Files.writeWhole(notes.map { $0 + "\n" }.joined(), to: file, mode: 0o600)
      return ["remembered": .string(text), "notes": JSON(notes.count)]
    case .listNotes:
      return ["notes": .array(try notes().map(JSON.string))]
    case .countWords:
      return ["words": JSON(text.split(separator: " ").count)]
    }
  }

  private func notes() throws -> [String] {
    guard Files.exists(file) else { return [] }
    return try Files.read(file).split(separator: "\n").map(String.init)
  }

  private static func text(_ params: JSON) -> String {
    (params["text"]?.text ?? params.serialized).inOneLine(Limits.excerptCharacters)
  }
}
