import OrderedJSON

extension JSON {
  /// What a text holds that is JSON of a list or an object; else the value itself.
  var openedText: JSON {
    guard let text, let held = JSON(heldIn: text), held.text == nil else { return self }
    return held
  }
}
