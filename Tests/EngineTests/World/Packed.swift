import CZlib

/// Bytes as zlib packs them.
func packed(_ bytes: [UInt8], _ kind: Packing = .gzip) -> [UInt8] {
  var stream = z_stream()
  let size = Int32(MemoryLayout<z_stream>.size)
  var output = [UInt8](repeating: 0, count: bytes.count + 1000)
  var input = bytes
  input.withUnsafeMutableBufferPointer { input in
    output.withUnsafeMutableBufferPointer { output in
      deflateInit2_(
        &stream, Z_BEST_COMPRESSION, Z_DEFLATED, kind.rawValue, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
        size)
      stream.next_in = input.baseAddress
      stream.avail_in = UInt32(input.count)
      stream.next_out = output.baseAddress
      stream.avail_out = UInt32(output.count)
      deflate(&stream, Z_FINISH)
      deflateEnd(&stream)
    }
  }
  return Array(output.prefix(Int(stream.total_out)))
}

/// By the size of its window, as zlib tells them apart.
enum Packing: Int32 {
  case gzip = 31
  case zlib = 15
  case bare = -15
}
