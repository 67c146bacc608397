extension String {
  /// UTF-8 that ends anywhere, without the character that the cut went through; `nil` where it is
  /// no UTF-8.
  init?(cut bytes: some BidirectionalCollection<UInt8>) {
    for dropped in 0...3 {
      guard let text = String(validating: bytes.dropLast(dropped), as: UTF8.self) else { continue }
      self = text
      return
    }
    return nil
  }
}
