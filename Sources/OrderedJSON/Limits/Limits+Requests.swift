// Requests, forms and answers.
extension Limits {
  /// Bytes of a request's body: a trace of 10,000 entries fits.
  package static let bodyBytes = 8 << 20
  /// Bytes of a body that nginx lets pass: a little more, so that the answer is ours.
  package static let passedBodyBytes = bodyBytes + (1 << 20)
  /// Bytes of a request's line and of each header field, and how many times as much its head may have:
  /// what nginx and most servers take.
  package static let requestHead = (lineBytes: 8 << 10, lines: 4)
  /// Header fields of a request: browsers send some twenty, and each is kept while it is answered.
  package static let requestFields = 1000
  /// Fields of a form: each takes more memory than its bytes; the site's own have a few dozen.
  package static let formFields = 1000
  /// Bytes of the lines before the content of a form's part: browsers send some hundred.
  package static let partHeaderBytes = 8 << 10
  /// Bytes of what stands between the parts of a form (RFC 2046, 5.1.1).
  package static let boundaryBytes = 70
  /// Bytes of the body of a form that needs nobody to be signed in: one that the sign-in page carries
  /// fits, each byte of which is written as five at most, with what the page has besides.
  package static let openFormBytes = 6 * carriedForm
  /// Bytes of a carried form as it is written, with `=` and `&`.
  package static let carriedText = 3 * carriedForm + 2 * formFields
  /// In bytes, of the names and values that a page carries on for a form: all that people type, and
  /// no file, which would be sent three times.
  package static let carriedForm = 65_536
  /// Bytes of the address to go to after signing in, escaped: nginx takes no request line over 8 KiB
  /// and no answer's head over 16.
  package static let nextBytes = 4 << 10
  /// Bytes of a list in JSON: as much as a request may have. A row that has more alone stands alone.
  package static let listAnswerBytes = 8 << 20
  /// What a list has where nobody says how much, and at most: a page is read in one go.
  package static let listRows = (usual: 50, most: 100)
  /// In milliseconds. A browser follows to the page that says what was done at once, or on a slow
  /// line soon; later, it need not be so any more.
  package static let notice: Int64 = 60_000
}

// What is asked twice.
extension Limits {
  /// In milliseconds. So long the key of a form stands for one press: a double click and a press
  /// after Back come sooner, and who presses later means it once more.
  package static let onePress: Int64 = 30_000
  /// In milliseconds: a day. Whoever repeats a call that was cut off does so within it.
  package static let keptCall: Int64 = 24 * 3_600_000
  /// Answers to calls with a key that are kept of one person: as many as somebody sends who repeats
  /// what fails, and not a gigabyte.
  package static let keptCalls = 10_000
  /// In bytes, of an answer that is kept for repetitions: room for what calls answer, while a
  /// refusal that names a fault for each entry of a trace would fill the disk with copies.
  package static let keptAnswer = 65_536
  /// In bytes. The site's own forms have keys of 36.
  package static let formKey = 100
}
