/// Any bytes as the text of a custom schedule. What has words is read back from them.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzzWords(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  try? Fuzzed.schedule(text)
  return 0
}
