/// Where a step stands in its run: its number, and in a loop the element that it is done for. One
/// integer tells both, in the ledger and in the addresses of call-backs.
package struct StepPlace: Hashable, Sendable {
  /// Counted from 1.
  package let step: Int
  /// Counted from 0; `nil`: it stands in no loop.
  package let element: Int?

  /// A workflow has fewer steps than these tell (`Limits.traceEntries`).
  private static let bits = 14

  package init(step: Int, element: Int? = nil) { (self.step, self.element) = (step, element) }

  /// - Parameter number: as `number` has it.
  package init(number: Int) {
    let loop = number >> StepPlace.bits
    self.init(step: number - loop << StepPlace.bits, element: loop > 0 ? loop - 1 : nil)
  }

  /// The step's own outside of loops, else so much more that none is another's.
  package var number: Int { step + (element.map { $0 + 1 } ?? 0) << StepPlace.bits }

  /// The numbers of a step in a loop, whatever the element: those above this one that leave the step
  /// when they are divided by it.
  package static let loopDivisor = 1 << bits
}

extension StepPlace: ExpressibleByIntegerLiteral {
  /// A step outside of loops.
  package init(integerLiteral step: Int) { self.init(step: step) }
}

extension StepPlace: Comparable {
  /// In the order of the steps, and of each in that of the elements.
  package static func < (one: StepPlace, other: StepPlace) -> Bool {
    (one.step, one.element ?? -1) < (other.step, other.element ?? -1)
  }
}

extension StepPlace {
  /// How a sentence names it: `Step 3 (note)`, `Step 3 (note), element 2`.
  package func words(_ tool: String) -> String {
    "Step \(step) (\(tool))" + (element.map { ", element \($0 + 1)" } ?? "")
  }
}
