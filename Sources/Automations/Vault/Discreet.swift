/// A value of which nothing but its `description` is ever written: not by a log line, nor by whatever
/// looks into values, as a failed expectation does.
package protocol Discreet: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable
{}

extension Discreet {
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
