import CZlib
import OrderedJSON

/// How an answer's body was packed for the way (RFC 9110, 8.4).
enum ContentCoding {
  /// A body with nothing around it.
  struct Unpacked {
    let bytes: [UInt8]
    /// Whether there would have been more.
    let isCut: Bool
  }

  /// Undoes what the header names, up to what is read of an answer.
  /// - Parameters:
  ///   - isCut: whether there was more of the packed body.
  ///   - field: `Content-Encoding`; `nil`: the body is as it is.
  /// - Returns: `nil` where the body is packed in another way than gzip and deflate.
  static func unpacked(
    _ bytes: [UInt8], isCut: Bool, _ field: String?
  ) throws(ContentCodingFault) -> Unpacked? {
    let names = (field ?? "").lowercased().split { $0 == "," || $0 == " " || $0 == "\t" }
      .filter { !none.contains($0) }
    guard names.count <= Limits.contentCodings else { return nil }
    var body = Unpacked(bytes: bytes, isCut: isCut)
    for name in names.reversed() where !body.bytes.isEmpty {
      switch name {
      case "gzip", "x-gzip":
        body = try inflated(body, windowBits: automatic)
      case "deflate":
        // Half of the world sends the stream bare (RFC 9110, 8.4.1.2).
        let isWrapped =
          body.bytes.count > 1 && body.bytes[0] & 0x0F == 8
          && (Int(body.bytes[0]) << 8 | Int(body.bytes[1])) % 31 == 0
        body = try inflated(body, windowBits: isWrapped ? automatic : bare)
      default:
        // A name that nobody registered is a mistake where the bytes are text: no packing looks so.
        guard !others.contains(name),
          Charset.utf8.text(body.bytes, isCut: body.isCut)?.hasBinaryByte == false
        else { return nil }
      }
    }
    return body
  }

  /// What servers call a body that is not packed.
  private static let none: Set<Substring> = [
    "identity", "none", "7bit", "8bit", "binary", "utf-8", "utf8", "us-ascii", "iso-8859-1",
    "windows-1252",
  ]
  /// The registered codings that are not undone here.
  private static let others: Set<Substring> = [
    "aes128gcm", "br", "compress", "x-compress", "dcb", "dcz", "exi", "pack200-gzip", "zstd",
  ]

  /// With a header of gzip or zlib, whichever it is.
  private static let automatic = MAX_WBITS + 32
  private static let bare = -MAX_WBITS

  private static func inflated(
    _ packed: Unpacked, windowBits: Int32
  ) throws(ContentCodingFault) -> Unpacked {
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    stream.initialize(to: z_stream())
    defer { stream.deallocate() }
    let size = Int32(MemoryLayout<z_stream>.size)
    guard inflateInit2_(stream, windowBits, ZLIB_VERSION, size) == Z_OK else { throw .damaged }
    defer { inflateEnd(stream) }

    var input = packed.bytes
    var output: [UInt8] = []
    let status = input.withUnsafeMutableBufferPointer { input in
      stream.pointee.next_in = input.baseAddress
      stream.pointee.avail_in = UInt32(clamping: input.count)
      return fill(&output, from: stream)
    }
    let limit = Limits.answerBodyBytes
    guard output.count <= limit else {
      // The stream itself counts from where its last part began.
      let taken = max(packed.bytes.count - Int(clamping: stream.pointee.avail_in), 1)
      if output.count / taken >= Limits.unpackingRatio { throw .bomb }
      return Unpacked(bytes: Array(output.prefix(limit)), isCut: true)
    }
    guard status == Z_STREAM_END || packed.isCut && status == Z_BUF_ERROR else { throw .damaged }
    return Unpacked(bytes: output, isCut: packed.isCut)
  }

  /// Inflates until the input is over, or there is more than is read of an answer. What follows the
  /// end of a stream is another one (RFC 1952, 2.2), or nobody's.
  /// - Returns: zlib's last word.
  private static func fill(
    _ output: inout [UInt8], from stream: UnsafeMutablePointer<z_stream>
  ) -> Int32 {
    var part = [UInt8](repeating: 0, count: 64 << 10)
    while output.count <= Limits.answerBodyBytes {
      let (status, count) = part.withUnsafeMutableBufferPointer { part in
        stream.pointee.next_out = part.baseAddress
        stream.pointee.avail_out = UInt32(part.count)
        let status = inflate(stream, Z_NO_FLUSH)
        return (status, part.count - Int(stream.pointee.avail_out))
      }
      output.append(contentsOf: part.prefix(count))
      switch status {
      case Z_OK: continue
      case Z_STREAM_END
      where stream.pointee.avail_in > 0 && stream.pointee.next_in?.pointee == 0x1F:
        guard inflateReset(stream) == Z_OK else { return status }
      default: return status
      }
    }
    return Z_OK
  }
}

/// Why a packed body cannot be read.
package enum ContentCodingFault: Error, CustomStringConvertible {
  /// A little that unpacks to very much.
  case bomb
  /// It is no packed body, or not all of one.
  case damaged

  package var description: String {
    switch self {
    case .bomb:
      "it unpacks to over \(Limits.answerBodyBytes >> 20) MiB, more than "
        + "\(Limits.unpackingRatio) times what was sent"
    case .damaged: "it is packed, and what it is packed in is damaged"
    }
  }
}
