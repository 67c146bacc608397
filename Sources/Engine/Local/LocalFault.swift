import Automations
import Glibc

/// Why an embedded tool did nothing.
enum LocalFault: Error, CustomStringConvertible {
  /// The call is another adapter's.
  case tool(String)
  /// A param is not what the tool takes.
  case param(String, rule: String)
  /// A file is none that the tool can add to: what it is, and what would be right. Nothing of it was
  /// changed.
  case content(String, String)
  /// A file could not be written; nothing of it stays.
  case file(String, errno: Int32)
  /// A file could not be read; nothing of it was changed.
  case unread(String, errno: Int32)
  /// A file could not be written, and what was written of it could not be taken back.
  case half(String, errno: Int32)
  /// The mail program could not be started.
  case sendmailMissing(String, errno: Int32)
  /// The mail program refused the message.
  case sendmailRefused(String, ending: String)
  /// The mail program could not hand the message on for now.
  case sendmailHindered(String, ending: String)
  /// The mail program was ended because it did not end in time; seconds.
  case sendmailSilent(String, timeout: Int)

  /// Nobody knows what became of the mail program.
  case sendmailLost(String)

  var description: String {
    switch self {
    case .tool(let name):
      "\(name) is bound to no embedded tool: \(LocalTool.names)."
    case .param(let name, let rule): "The param \(name) \(rule)."
    case .content(let path, let words): "\(path) \(words); nothing in it was changed."
    case .file(let path, let errno):
      "\(path) could not be written: \(String(cString: strerror(errno)))."
    case .unread(let path, let errno):
      "\(path) could not be read: \(String(cString: strerror(errno)))."
    case .half(let path, let errno):
      "\(path) could not be written whole, nor be set back to what it was: "
        + "\(String(cString: strerror(errno)))."
    case .sendmailMissing(let path, let errno):
      "\(path) could not be started: \(String(cString: strerror(errno)))."
    case .sendmailRefused(let path, let ending):
      "\(path) did not take the message: \(ending)."
    case .sendmailHindered(let path, let ending):
      "\(path) could not hand the message on for now: \(ending)."
    case .sendmailSilent(let path, let timeout): "\(path) did not end within \(timeout) s."
    case .sendmailLost(let path): "\(path) was started, and how it ended could not be learned."
    }
  }

  /// With a file's path as those see it who do not know where the data folder lies.
  func below(_ folder: String) -> LocalFault {
    let start = Array((folder + "/").utf8)
    func name(_ path: String) -> String {
      if path == folder { return "The data folder" }
      guard path.utf8.starts(with: start) else { return path }
      return String(decoding: path.utf8.dropFirst(start.count), as: UTF8.self)
    }
    return switch self {
    case .content(let path, let words): .content(name(path), words)
    case .file(let path, let errno): .file(name(path), errno: errno)
    case .unread(let path, let errno): .unread(name(path), errno: errno)
    case .half(let path, let errno): .half(name(path), errno: errno)
    default: self
    }
  }

  init(_ fault: ParamFault) { self = .param(fault.param, rule: fault.rule) }

  var result: ToolResult {
    switch self {
    case .tool: .failed(description, response: nil, retry: .permanent)
    case .param, .content, .sendmailRefused: .failed(description, response: nil, retry: .never)
    // Some programs end so where they send it later by themselves.
    case .sendmailHindered:
      .failed(description, response: nil, retry: .ifRepeatable(after: nil))
    case .file, .unread, .sendmailMissing:
      .failed(description, response: nil, retry: .notTaken(after: nil))
    case .half, .sendmailSilent, .sendmailLost: .noAnswer(description)
    }
  }
}
