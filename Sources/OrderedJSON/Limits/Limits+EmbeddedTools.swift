// Mails.
extension Limits {
  /// Recipients of a mail, those of copies included: mail servers take a hundred (RFC 5321, 4.5.3.1.8).
  package static let mailRecipients = 100
  /// Bytes of one recipient, name and address.
  package static let recipientBytes = 1000
  /// Bytes of a mail's subject: a line of a header has 998 (RFC 5322, 2.1.1).
  package static let subjectBytes = 998
  /// Bytes of a line of a mail's text that is sent as it is (RFC 5322, 2.1.1).
  package static let mailLineBytes = 998
  /// Bytes of a plain text that stands in a mail's header as it is; a longer one is folded.
  package static let plainHeaderBytes = 200
  /// Bytes of a mail's address, and of what stands before its `@` (RFC 5321, 4.5.3.1).
  package static let mailAddress = (bytes: 254, local: 64)
  /// Letters of a tag's name in HTML that are looked at: those that mean something have ten at most.
  package static let tagNameBytes = 20
  /// Bytes of a mail's texts, plain and HTML together: mail programs show a few hundred kB.
  package static let mailTextBytes = 2 << 20
  /// Bytes of a value that is no text and is mailed over several lines; a longer one is mailed in one,
  /// since nesting makes it many times as long.
  package static let mailedValueBytes = 64 << 10
}

// Tables and files.
extension Limits {
  /// Columns of a table: spreadsheets become unusable far below their own limit of 16,384.
  package static let columns = 1000
  /// Rows that one call adds.
  package static let rowsAtOnce = 10_000
  /// Bytes of a table that are read before it is added to: its first line ends within them, and of a
  /// table that has no more all of it is looked at.
  package static let headerBytes = 1 << 20
  /// Bytes of a table that gets another column, which writes all of it anew.
  package static let rewrittenTableBytes = 64 << 20
  /// Bytes of a part of a file's name that stands for a text: other parts have room in the 255 of it.
  package static let fileNameBytes = 100
  /// Bytes of a table's name without its ending, of several parts.
  package static let tableNameBytes = 200
}
