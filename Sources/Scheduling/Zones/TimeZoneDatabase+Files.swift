import Glibc
import OrderedJSON

extension TimeZoneDatabase {
  /// The release by `+VERSION` or the first line of `tzdata.zi`, `# version 2025b`.
  static func release(of directory: String) -> String {
    let marker = "# version "
    if let bytes = readFile("\(directory)/tzdata.zi", limit: Limits.zoneFileBytes.release) {
      let line = String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
      if line.hasPrefix(marker) { return String(line.dropFirst(marker.count)) }
    }
    if let bytes = readFile("\(directory)/+VERSION", limit: Limits.zoneFileBytes.release) {
      let line = bytes.prefix { $0 > UInt8(ascii: " ") }
      if !line.isEmpty { return String(decoding: line, as: UTF8.self) }
    }
    return "unknown"
  }

  /// Every IANA name begins with a capital and has no dot; the copies under `posix` and `right`,
  /// the lists and `localtime` do not look like that.
  static func zoneNames(in directory: String) -> [String] {
    var names: [String] = []
    var folders = [""]
    while let folder = folders.popLast() {
      for entry in entries(of: "\(directory)/\(folder)") where isZoneName(entry) {
        let name = folder + entry
        switch FileSignature(path: "\(directory)/\(name)")?.kind {
        case .folder: folders.append("\(name)/")
        case .file: names.append(name)
        case nil: continue
        }
      }
    }
    return names.sorted()
  }

  private static func isZoneName(_ entry: String) -> Bool {
    guard let first = entry.utf8.first else { return false }
    return (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(first) && !entry.contains(".")
  }

  private static func entries(of folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { $0.prefix { $0 != 0 } }
      names.append(String(decoding: name, as: UTF8.self))
    }
    return names
  }
}

/// What tells one state of a file from another (stat(2)).
struct FileSignature: Hashable, Sendable {
  enum Kind { case file, folder }

  let kind: Kind
  private let device: UInt
  private let inode: UInt
  private let size: Int
  private let seconds: Int
  private let nanoseconds: Int

  /// What stays the same where the whole folder is copied with its times: `<bytes>@<seconds>`, by
  /// the time of the last change.
  var text: String { "\(size)@\(seconds)" }

  /// Nil when there is no such file or folder.
  init?(path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    switch status.st_mode & S_IFMT {
    case S_IFREG: kind = .file
    case S_IFDIR: kind = .folder
    default: return nil
    }
    device = status.st_dev
    inode = status.st_ino
    size = status.st_size
    seconds = status.st_mtim.tv_sec
    nanoseconds = status.st_mtim.tv_nsec
  }
}

/// A file's bytes, up to a limit; nil when it cannot be read.
func readFile(_ path: String, limit: Int = Limits.zoneFileBytes.all) -> [UInt8]? {
  let file = open(path, O_RDONLY | O_CLOEXEC)
  guard file >= 0 else { return nil }
  defer { close(file) }
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 8192)
  while bytes.count < limit {
    let count = read(file, &chunk, min(chunk.count, limit - bytes.count))
    if count < 0 && errno == EINTR { continue }
    guard count >= 0 else { return nil }
    if count == 0 { break }
    bytes += chunk[..<count]
  }
  return bytes
}
