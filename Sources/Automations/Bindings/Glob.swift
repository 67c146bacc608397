/// A pattern in which `*` stands for any characters, none included; everything else is literal.
struct Glob {
  private let pattern: [UInt8]

  init(_ pattern: String) { self.pattern = Array(pattern.utf8) }

  /// Linear but for the last star, which is all that has to be tried again.
  func matches(_ name: String) -> Bool {
    let name = Array(name.utf8)
    var (place, index) = (0, 0)
    var retry: (place: Int, index: Int)?
    while index < name.count {
      if place < pattern.count, pattern[place] == UInt8(ascii: "*") {
        retry = (place + 1, index)
        place += 1
      } else if place < pattern.count, pattern[place] == name[index] {
        place += 1
        index += 1
      } else if let star = retry {
        retry = (star.place, star.index + 1)
        (place, index) = (star.place, star.index + 1)
      } else {
        return false
      }
    }
    return pattern[place...].allSatisfy { $0 == UInt8(ascii: "*") }
  }
}
