/// Any bytes as a cron expression: read, and where it is one, run and told in words.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzzCron(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  guard (try? CronExpression(text)) != nil else { return 0 }
  try? Fuzzed.schedule(text)
  return 0
}
