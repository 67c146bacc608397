import Metrics
import Synchronization

/// An instrument that can be told in Prometheus' text format.
protocol ExposedInstrument: AnyObject, Sendable {
  static var kind: String { get }
  /// - Parameter labels: `a="b",c="d"`, or nothing.
  func lines(name: String, labels: String) -> String
}

/// A number that only rises.
final class Tally: CounterHandler, ExposedInstrument {
  static let kind = "counter"
  private let value = Atomic<Int64>(0)

  func increment(by amount: Int64) { value.wrappingAdd(amount, ordering: .relaxed) }

  func reset() { value.store(0, ordering: .relaxed) }

  func lines(name: String, labels: String) -> String {
    Exposition.line(name, labels, "\(value.load(ordering: .relaxed))")
  }
}

/// A number that is as it was last set.
final class Level: MeterHandler, RecorderHandler, ExposedInstrument {
  static let kind = "gauge"
  private let bits = Atomic<UInt64>(0)

  func set(_ value: Int64) { set(Double(value)) }
  func set(_ value: Double) { bits.store(value.bitPattern, ordering: .relaxed) }
  func record(_ value: Int64) { set(value) }
  func record(_ value: Double) { set(value) }
  func increment(by amount: Double) { bits.add(amount) }
  func decrement(by amount: Double) { bits.add(-amount) }

  func lines(name: String, labels: String) -> String {
    Exposition.line(
      name, labels, Exposition.number(Double(bitPattern: bits.load(ordering: .relaxed))))
  }
}

/// How often which values came, in classes up to bounds.
final class Histogram: TimerHandler, RecorderHandler, ExposedInstrument {
  static let kind = "histogram"
  /// Ascending.
  private let bounds: [Double]
  /// How many values fell into the class of each bound, and behind the last one.
  private let classes: [Count]
  private let sum = Atomic<UInt64>(0)
  /// What whole numbers are counted in.
  private let unit: Double

  private final class Count: Sendable { let value = Atomic<Int>(0) }

  init(bounds: [Double], unit: Double) {
    self.bounds = bounds
    self.unit = unit
    classes = (0...bounds.count).map { _ in Count() }
  }

  func recordNanoseconds(_ duration: Int64) { record(Double(duration) * unit) }
  func record(_ value: Int64) { record(Double(value) * unit) }

  func record(_ value: Double) {
    let place = bounds.firstIndex { value <= $0 } ?? bounds.count
    classes[place].value.wrappingAdd(1, ordering: .relaxed)
    sum.add(value)
  }

  func lines(name: String, labels: String) -> String {
    let separator = labels.isEmpty ? "" : ","
    var (text, count) = ("", 0)
    for (bound, members) in zip(bounds.map(Exposition.number) + ["+Inf"], classes) {
      count &+= members.value.load(ordering: .relaxed)
      text += Exposition.line("\(name)_bucket", "\(labels)\(separator)le=\"\(bound)\"", "\(count)")
    }
    let total = Exposition.number(Double(bitPattern: sum.load(ordering: .relaxed)))
    return text + Exposition.line("\(name)_sum", labels, total)
      + Exposition.line("\(name)_count", labels, "\(count)")
  }
}

extension Atomic<UInt64> {
  /// Adds to the number whose bits these are.
  fileprivate func add(_ amount: Double) {
    var old = load(ordering: .relaxed)
    while true {
      let new = (Double(bitPattern: old) + amount).bitPattern
      let result = weakCompareExchange(expected: old, desired: new, ordering: .relaxed)
      if result.exchanged { return }
      old = result.original
    }
  }
}
