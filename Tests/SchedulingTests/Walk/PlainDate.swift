/// A date found the slow way, by counting days from 1970 on, so that it shares nothing with the
/// arithmetic under test.
struct PlainDate: Hashable {
  var year = 1970
  var month = 1
  var day = 1
  /// Days since 1970-01-01.
  var number = 0

  /// 0 is Sunday.
  var weekday: Int { (number + 4) % 7 }

  var monthLength: Int { PlainDate.length(year, month) }

  static func length(_ year: Int, _ month: Int) -> Int {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
  }

  /// All dates from 1970 to 2100, by their number.
  static let all: [PlainDate] = {
    var dates: [PlainDate] = []
    var date = PlainDate()
    while date.year < 2101 {
      dates.append(date)
      date.number += 1
      date.day += 1
      if date.day > date.monthLength {
        date.day = 1
        date.month += 1
      }
      if date.month > 12 {
        date.month = 1
        date.year += 1
      }
    }
    return dates
  }()

  static func text(_ number: Int) -> String {
    let date = all[number]
    let padded = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
    return "\(date.year)-\(padded(date.month))-\(padded(date.day))"
  }
}
