/// Every bound of what comes from outside, each with its reason: one caller's weight is everybody's
/// wait unless it is bounded where it enters. What a grammar itself bounds, as the digits of a time or
/// the letters of an entity of HTML, stands beside the grammar; the FastCGI server is a library and
/// takes its bounds as configuration.
package enum Limits {}

// What a value may be, and what is said of it.
extension Limits {
  /// Arrays and objects inside one another in what comes from outside: the logs of agents have some
  /// ten, and each takes room on a thread's stack.
  package static let depth = 64
  /// The same in what is stored, where what came from outside stands inside other values; a thread's
  /// stack bears this and more.
  package static let storedDepth = 256
  /// Characters of what a caller wrote, in a sentence about a schedule: enough to find it again.
  package static let quotedCharacters = 40
  /// Of a text that a message offers; longer ones are named beside it alone.
  package static let quotedOfferBytes = 200
  /// Faults that are told of one list or object in a schedule: the first ones tell enough.
  package static let faultsTold = 100
}

// What a trace and its names may be.
extension Limits {
  /// Entries of `trace_data`: agents log some tens, and each may become a step.
  package static let traceEntries = 10_000
  /// Characters (Unicode scalars) of names and ids: they stand in lists, addresses and indices.
  package static let nameCharacters = 255
  /// Bytes of a tool's name that is deployed or bound: each is matched against every pattern. A trace
  /// with a longer one is kept.
  package static let toolNameBytes = 255
  /// Different tools of one workflow, for the same reason: agents know some tens. A trace with more
  /// is kept, and not deployed.
  package static let toolsOfWorkflow = 1000
  /// Characters of what a trace is called that was given no name: it stands in titles and lists.
  package static let defaultNameCharacters = 120
  /// Characters of each tool and person in it, so that one of them leaves room for the others.
  package static let defaultNamePartCharacters = 40
  /// How many people it counts, and the characters of each text that are read for them: enough to
  /// tell calls apart.
  package static let (countedRecipients, readRecipients) = (1000, 65_536)
  /// Traces of an older program that are given such a name in one go, and the bytes of `trace_data`
  /// after which no other is begun: who saves waits for the writer, which takes each go at once.
  package static let namedAtOnce = (traces: 100, bytes: 1 << 20)
}

// Schedules and their configuration.
extension Limits {
  /// Bytes of `schedule_config`, without the white space between values: lists show it, and 5,000
  /// excluded dates fit.
  package static let scheduleConfigBytes = 64 << 10
  /// Characters of `schedule_type`, `schedule_time` and `customInterval`: lists show them, and the
  /// longest cron expressions have some hundred.
  package static let scheduleTextCharacters = 1000
  /// Texts that are offered for one that is refused: what a person takes in at a glance. So many are
  /// tried for it: each is read as a whole.
  package static let (textsOffered, textsTried) = (4, 32)
  /// Bytes of a zone's name for which others are suggested: no zone has half as many.
  package static let zoneNameBytes = 64
  /// Zones that are offered for a name that several have: what a person takes in at a glance.
  package static let zonesOffered = 4
  /// Bytes that are read of a file of the tz database, which none comes near, and of one whose beginning
  /// names the release.
  package static let zoneFileBytes = (all: 1 << 20, release: 100)
  /// Numbers that each policy takes: beyond them it would mean something else, as a grace of more than a
  /// day, or a run that never gives up. Seconds, days and counts, as the name of the policy says.
  package static let graceSeconds = 0...86_400
  package static let catchUpDays = 0...365
  package static let attempts = 1...10
  package static let openAfter = 1...1000
  /// Seconds by which runs are put off: an hour lies between those that are due every hour.
  package static let spreadSeconds = 0...3600
  /// Missed instants that run where all of them are caught up: after days without the server, a run of
  /// every minute would else begin thousands of times at once.
  package static let caughtUp = 100
  /// Planned rows of an automation that wait, since its person has as much going on as one may: those
  /// that a planner catches up, and as many that come meanwhile.
  package static let waitingRows = 2 * caughtUp
  /// Instants that end alike without running and have a row each; more of them are one row.
  package static let rowsOfStretch = 100
  /// Instants of a preview: a person looks at some, a program at a month of days.
  package static let previewedRuns = 100
  /// Automations that are planned in one transaction: who writes waits for it.
  package static let plannedAtOnce = 200
  /// Schedules that the planner keeps ready, and about how many bytes all of them together take; the
  /// others are read again when they are due.
  package static let schedulesReady = (count: 4096, bytes: 64 << 20)
}

// Tools: HTTP, mail, rows, files.
extension Limits {
  /// Headers of a request: servers take about a hundred.
  package static let requestHeaders = 100
  /// Bytes of a header, name and value, and of all of a request: servers take 8 kB of a line, a few of
  /// them 64 kB of a head.
  package static let requestHeaderBytes = (each: 16 << 10, all: 64 << 10)
  /// Bytes of a URL with its query: servers take 8 kB, a few of them 64 kB.
  package static let urlBytes = 64 << 10
  /// Bytes of a request's body as it is sent: what the largest trace can hold.
  package static let requestBodyBytes = 8 << 20
  /// Fields of a form that a step sends, each element of a list one: each is converted by itself, and
  /// PHP takes a thousand unless it is told otherwise (its `max_input_vars`).
  package static let sentFormFields = 10_000
  /// Bytes of an answer's body, unpacked, that are read: what a step's result may hold.
  package static let answerBodyBytes = 1 << 20
  /// An answer that unpacks beyond `answerBodyBytes` and to more than so many times its size is a
  /// bomb: texts shrink to a twentieth, and zlib makes a thousandth of nothing at best.
  package static let unpackingRatio = 100
  /// Encodings of one answer on top of each other: nobody needs a second.
  package static let contentCodings = 3
  /// Seconds in which a step's call ends, and in which it is connected: who is silent longer is down.
  package static let stepSeconds = (all: 30, connecting: 10)
  /// Look-ups of names at a time: each holds a thread until its name servers answer, which silent
  /// ones never do.
  package static let lookUps = 32
  /// Look-ups at a time of one person: silent name servers of one leave room for others.
  package static let lookUpsPerUser = 4
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
  /// Columns of a table: spreadsheets become unusable far below their own limit of 16,384.
  package static let columns = 1000
  /// Rows that one call adds.
  package static let rowsAtOnce = 10_000
  /// Bytes of a table that are read before it is added to: its first line ends within them, and of a
  /// table that has no more all of it is looked at.
  package static let headerBytes = 1 << 20
  /// Bytes of a table that gets another column, which writes all of it anew.
  package static let rewrittenTableBytes = 64 << 20
  /// Parameters, headers and calls that a notice names; of the others it says how many they are.
  package static let namedInNotices = 20
  /// Bytes of a name that a caller gave, in a sentence.
  package static let quotedNameBytes = 100
  /// Bytes of recorded traces that are looked through to say what a new binding means for them.
  package static let reviewedTraceBytes = 1 << 20
  /// Bytes of what the calls of a workflow become by their bindings, all together, that are looked at
  /// before it runs: twice as many as a trace has, so that only templates which make much of little go
  /// beyond.
  package static let reviewedBytes = 2 * requestBodyBytes
  /// Bindings of one person, and how many of them may be patterns: each run reads all of them, and
  /// each pattern is matched against every tool that no name binds.
  package static let bindings = (all: 1000, patterns: 100)
  /// Bytes of a charset's label: the longest that a server uses has 26.
  package static let charsetLabelBytes = 40
  /// Bytes of a host's name as it is given, before its letters are written as the DNS has them, which
  /// takes 255 of them.
  package static let hostNameBytes = 1000
  /// Bytes of a host's name in the DNS (RFC 1035, 2.3.4), of one that mail can be addressed to, which
  /// has room for the lengths of its labels besides, and of a label.
  package static let domainName = (bytes: 255, mailed: 253, label: 63)
  /// Statuses and ranges of them that count as success: so that what is written of them is short.
  package static let statusRanges = 50
  /// Characters of the address that a redirect points to, in a sentence: with them it can be told from
  /// others.
  package static let quotedAddress = 200
  /// Bytes of a part of a file's name that stands for a text: other parts have room in the 255 of it.
  package static let fileNameBytes = 100
  /// Bytes of a table's name without its ending, of several parts.
  package static let tableNameBytes = 200
}

// Runs and what is kept of them.
extension Limits {
  /// Bytes of an error, a reason or a notice: they stand in lists, and may quote what a caller or a
  /// server wrote.
  package static let recordedTextBytes = 2048
  /// Bytes of a request or an answer as the history keeps it.
  package static let recordBytes = 10_000
  /// Members of a request or an answer of which the history keeps something.
  package static let recordedMembers = 100
  /// Bytes of the requests and answers that are kept of a run in all: its page and the API read them.
  /// One with many steps keeps less of each.
  package static let runRecordBytes = 16 << 20
  /// Bytes from which on a workflow is heavy, and how many heavy ones a person's runs carry out at a time:
  /// in memory it takes up to twenty times as much, for as long as a server does not answer.
  package static let heavyWorkflow = (bytes: 256 << 10, atOnce: 2)
  /// Milliseconds for which a worker holds a run, and after which it renews the hold: one renewal that
  /// fails is made up for before the hold is over.
  package static let lease = (held: Int64(30_000), renewal: Int64(10_000))
  /// Seconds that a stop leaves to the runs that go on; then to nginx for its answers, since a client that
  /// takes none must not keep the server; then to both processes before they are killed.
  package static let stopSeconds = (runs: 25, answers: 3, ending: 2)
  /// Seconds that a failed attempt waits for the next: who is asked to wait longer is not asked again.
  package static let retrySeconds = 600
  /// So many attempts that stops cut off are made up for: a step that is cut off more often may be what
  /// stops one server after another.
  package static let cutOffAttempts = 4
  /// When a run comes back whose connection was busy, and how far apart those come that need the same, in
  /// milliseconds: at most a hundred a second of them, for a minute. Of so many connections the times
  /// are kept, so that nobody's many names take memory.
  package static let returns = (
    soonest: Int64(500), apart: Int64(10), latest: Int64(60_000), kept: 1000
  )
  /// How long a run keeps its place that needs a connection which others wait for already, where one of
  /// them had its turn as short a time ago: a server that answers quickly is soon free, and coming
  /// back costs more.
  package static let connectionPatience = Duration.milliseconds(100)
  /// What a claim looks at: waiting runs beyond those that it may take, since not all of them may run, and
  /// of each automation of a person with a run that goes on the oldest ones.
  package static let claimed = (spare: 8, ofAutomation: 10)
  /// Runs by hand of one automation that wait at a time: nobody looks at more, and they end together
  /// when it is deleted.
  package static let runsWaitingByHand = 100
  /// Versions of an automation that stay without being asked whether a run needs them, until runs go.
  package static let versionsUnasked = 10
  /// Days for which daily totals are kept: ten years.
  package static let totalsDays = 3653
  /// Days of totals that are told where nobody says since when: a month.
  package static let usualTotalsDays = 30
  /// Answers to calls with a key that are kept of one person: as many as somebody sends who repeats
  /// what fails, and not a gigabyte.
  package static let keptCalls = 10_000
  /// What one transaction of the housekeeping removes: attempts, each of some ten kilobytes; other
  /// rows; bytes of workflows, or one that is longer. Who writes waits for it.
  package static let prunedAtOnce = (attempts: 500, rows: 500, workflowBytes: 1 << 20)
  /// Automations that one part of the housekeeping goes through: between two parts others have the machine.
  package static let walkedAtOnce = 1000
  /// Failures of one such part that the log names; of the others it says how many they are.
  package static let failuresTold = 10
  /// Characters (Unicode scalars) of the reason or note that a person gives: some sentences.
  package static let reasonCharacters = 1000
  /// Bytes of the reason of a run that a person settled: a name of `nameCharacters`, a note of
  /// `reasonCharacters`, of four bytes each, some words, and the reason before.
  package static let settledReasonBytes = 8 << 10
}

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
  /// Faults that the page of a new trace shows: thousands of wrong entries are told by the first.
  package static let faultsShown = 20
  /// Lines of a pasted trace that are shown before and after the one with the fault, and bytes of
  /// that one before and behind the place: a whole trace may stand in one line.
  package static let shownAboutFault = (lines: 2, bytes: 60)
  /// Bytes of the body of a form that needs nobody to be signed in: one that the sign-in page carries
  /// fits, each byte of which is written as five at most, with what the page has besides.
  package static let openFormBytes = 6 * carriedForm
  /// Bytes of a carried form as it is written, with `=` and `&`.
  package static let carriedText = 3 * carriedForm + 2 * formFields
  /// Bytes of the address to go to after signing in, escaped: nginx takes no request line over 8 KiB
  /// and no answer's head over 16.
  package static let nextBytes = 4 << 10
  /// Bytes of a list in JSON: as much as a request may have. A row that has more alone stands alone.
  package static let listAnswerBytes = 8 << 20
  /// What a list has where nobody says how much, and at most: a page is read in one go.
  package static let listRows = (usual: 50, most: 100)
  /// Characters of a name or a reason in a list, which shows one line or two of it.
  package static let excerptCharacters = 300
  /// Characters of a text on the page that is about it.
  package static let pageTextCharacters = 20_000
  /// Bytes of a recorded value on the page that is about it. Indented, 8 MiB can become 500 MB.
  package static let recordedValueBytes = 1 << 20
  /// Entries, and steps, that a panel shows; each has a page of its own, and the next one's is near.
  package static let shownOnPanel = 200
  /// Bytes of recorded values on a panel in all, so that the first view stays small, and of each at
  /// least.
  package static let panelValueBytes = (all: 90_000, least: 100)
  /// Runs, planned ones, and notices that it shows: a history of its own has all.
  package static let recentOnPanel = (runs: 10, notices: 5)
  /// Steps of a run on one page.
  package static let shownOfRun = 200
  /// Bytes of requests and answers on the page of a run in all, and of each at least and at most.
  package static let runValueBytes = (all: 600_000, least: 200, most: 20_000)
  /// Tools that a sentence on the panel names, and those that it asks about below the steps shown.
  package static let namedTools = 10
  /// In milliseconds. So long the key of a form stands for one press: a double click and a press
  /// after Back come sooner, and who presses later means it once more.
  package static let onePress: Int64 = 30_000
  /// In milliseconds: a day. Whoever repeats a call that was cut off does so within it.
  package static let keptCall: Int64 = 24 * 3_600_000
  /// In bytes, of an answer that is kept for repetitions: room for what calls answer, while a
  /// refusal that names a fault for each entry of a trace would fill the disk with copies.
  package static let keptAnswer = 65_536
  /// In bytes. The site's own forms have keys of 36.
  package static let formKey = 100
  /// In milliseconds. A browser follows to the page that says what was done at once, or on a slow
  /// line soon; later, it need not be so any more.
  package static let notice: Int64 = 60_000
  /// In bytes, of the names and values that a page carries on for a form: all that people type, and
  /// no file, which would be sent three times.
  package static let carriedForm = 65_536
}

// Accounts and signing in.
extension Limits {
  /// Characters of a password at least (NIST SP 800-63B, 5.1.1.2).
  package static let passwordCharacters = 8
  /// Bytes of a password at most: all of them are hashed.
  package static let passwordBytes = 1024
  /// Threads that derive keys from passwords: each takes a processor and 32 MB meanwhile.
  package static let passwordThreads = 2
  /// Derivations that wait for one of these threads, each of which keeps a request thread waiting:
  /// with those that go on, few of all that there are.
  package static let passwordsWaiting = 2
  /// Seconds after which another try is worth it: a derivation takes a quarter of one.
  package static let passwordRetryAfter = 1
  /// Seconds after which another try is worth it where an account has too many requests at a time.
  package static let turnRetryAfter = 1
  /// Seconds after which another try is worth it where too many runs of an automation wait.
  package static let runRetryAfter = 60
  /// Days after which a token expires at most, where it does: ten years, as of a machine.
  package static let tokenDays = 3650
  /// Tokens of one account: its page lists them, too.
  package static let tokensOfAccount = 1000
  /// In milliseconds: an hour, as pages and commands say in words. A sign-in link is opened soon, and
  /// who finds an old one gets nowhere.
  package static let signInLinkTime: Int64 = 3_600_000
  /// In milliseconds: a day. So long after its time a spent link is remembered, since a clock that is set
  /// back by less would make it good again.
  package static let spentLinkTime: Int64 = 24 * 3_600_000
  /// Bytes of a sign-in link's value, which anybody may send: the ones that are made have some hundred.
  package static let signInLinkBytes = 200
  /// In milliseconds: how long a session lasts without use, so that one that was left open is over the
  /// next morning; and in all, so that one that was stolen ends however much it is used. The account's
  /// page tells them in whole hours and whole days.
  package static let sessionTime: (unused: Int64, inAll: Int64) = (
    12 * 3_600_000, 14 * 24 * 3_600_000
  )
  /// In milliseconds: how exact the last use of a session or token is, so that it costs one write a
  /// minute.
  package static let proofUse: Int64 = 60_000
  /// Sessions of one account: its page lists them.
  package static let sessionsOfAccount = 100
  /// Sessions that its page shows: the last used ones, as who signs in by a program has many.
  package static let sessionsShown = 30
}

// The machine: threads, logs, files, connections.
extension Limits {
  /// How many times as many requests of one account may wait as are at work, and how many at least: a
  /// browser asks for six things at a time, and each that waits has a thread.
  package static let requestsWaiting = (times: 2, least: 8)
  /// Accounts that leave threads for others though each has as many requests as it may: those for whose
  /// waiting ones there are places, those for whose requests at work there are threads, and the threads
  /// that all these leave.
  package static let busyAccounts = (waiting: 2, atWork: 6, threadsLeft: 2)
  /// Threads that write the files of embedded tools; of a person one at a time writes.
  package static let localToolThreads = 8
  /// Bytes from which on a change of the database is a large one, as it takes longer than its fsync; and
  /// how long small ones go before the next large one at most: a disk that is slow for once shall not
  /// hold the large ones up.
  package static let largeChange = (bytes: 256 << 10, pause: Duration.seconds(1))
  /// Bytes from which on the database's write-ahead log is emptied, and which its file has at most when it
  /// begins anew. Who reads all the time can keep SQLite's own checkpoints from ever beginning it anew
  /// (https://sqlite.org/wal.html#avoiding_excessively_large_wal_files).
  package static let databaseLog = (bytes: 32 << 20, file: 64 << 20)
  /// Bytes of a log's file, and how many there are of each log: little enough for a small disk.
  package static let logBytes = 10 << 20
  package static let logFiles = 5
  /// Bytes of a line of a log: what a request or an error says is as long as whoever sent it likes.
  package static let logLineBytes = 16 << 10
  /// Connections of each of nginx's processes: half a request holds one for 10 s, and thousands of
  /// these must leave room for others. A connection that is held takes some kilobytes.
  package static let connections = 8192
}

// Numbers, references and schemas.
extension Limits {
  /// Digits of a number's exponent, with which arithmetic cannot overflow. A number with more is equal
  /// to none that is written otherwise, and is neither large nor small.
  package static let exponentDigits = 18
  /// References of one template: the largest calls have some hundred parameters.
  package static let templateReferences = 1000
  /// Bytes of what a template becomes as JSON: as many as a request's body may have. One that names a
  /// long value a thousand times would else become a thousand times as long.
  package static let renderedBytes = requestBodyBytes
  /// Parts of a schema: the largest of known interfaces have some thousands.
  package static let schemaNodes = 20_000
  /// Parts of a schema inside one another while a value is checked, of which several may speak of each
  /// of its `depth` levels: each takes room on a thread's stack.
  package static let schemaNesting = 256
  /// Steps in which a value is checked, of a microsecond at most, and the bytes of the value for each of
  /// which it has one more: alternatives in alternatives would else take forever, while a long table
  /// takes as many as it has cells.
  package static let schemaSteps = (least: 250_000, bytesOfEach: 4)
  /// Keywords that a schema has and that are not checked, of which it is told.
  package static let uncheckedKeywords = 100
}

// The way out: connections that are kept, and what goes over them.
extension Limits {
  /// Connections that stay open though nothing goes over them, in all and of one person, and for how
  /// many seconds: most servers close them after five or more.
  package static let keptConnections = (all: 256, perUser: 32, seconds: 10)
  /// Bytes of a header as it is sent, name and value: those that a step sets have
  /// `requestHeaderBytes.each`, and a token of a sign-in has its scheme besides.
  package static let sentHeaderBytes = 32 << 10
}

// Connections, and what bindings make of calls.
extension Limits {
  /// Connections of one person: each run reads those that its tools may go through.
  package static let connectionsOfPerson = 100
  /// Bytes of a connection's settings without an uploaded document: an address, a sign-in, some headers.
  package static let connectionSettingsBytes = 64 << 10
  /// Characters of a text among settings, as an address: servers take 8 kB of a line.
  package static let settingCharacters = 8192
  /// Bytes of an uploaded description of an API, as of an answer that is read, and of those of one
  /// person in all: they are read with the connections.
  package static let apiDocumentBytes = 1 << 20
  package static let apiDocumentsBytes = 4 << 20
  /// Bytes of each template of a binding, and of those of one person in all: each run reads all.
  package static let mappingBytes = (each: 64 << 10, all: 1 << 20)
  /// Seconds that a binding may give a call.
  package static let boundSeconds = 1...600
}

// Sign-ins.
extension Limits {
  /// Seconds in which a token server answers, for all who wait for it; and how many before it expires
  /// a token is renewed, so that it lasts for a call that begins.
  package static let (tokenSeconds, tokenLeeway) = (30, 60)
  /// Bytes of a token by which the next one is asked for, as of one that goes in a header: it is kept
  /// beside the connection's secrets, for which all that comes back is searched.
  package static let refreshTokenBytes = requestHeaderBytes.each
}

// The vault.
extension Limits {
  /// Secrets of a row, and bytes of each: a connection has a few, and keys in PEM some thousand bytes.
  /// All that comes back is searched for them, which takes memory a hundred times theirs.
  package static let (secretsOfRow, secretBytes) = (8, 4 << 10)
  /// Characters (Unicode scalars) from which on the last four of a secret are shown: of a shorter one
  /// they would be most of it.
  package static let secretCharactersShown = 8
  /// Characters from which on a secret is sought within what comes back: a shorter one would be found
  /// in any text, and is sought as the whole of it alone.
  package static let secretCharactersSought = 4
  /// In milliseconds: how exact the last use of a secret is, so that it costs one write a minute.
  package static let secretUse: Int64 = 60_000
  /// Keys of the installation in its file: one more with each time that they are changed.
  package static let vaultKeys = 100
  /// Bytes of such a key's id, which stands beside all that it wraps.
  package static let vaultKeyID = 32
}

// Documents that describe other people's APIs.
extension Limits {
  /// Bytes of such a document, also once the aliases of one in YAML are written out: it comes as an
  /// answer, of which no more is read, and whoever calls one of its operations reads it.
  package static let openAPIBytes = answerBodyBytes
  /// Nodes of a YAML text, names and values, once its aliases are written out: nine lines of aliases
  /// of aliases are a billion.
  package static let yamlNodes = 10_000
  /// Lines of a YAML text that begin with `%`, as directives do: each is compared with all others.
  package static let yamlDirectives = 16
  /// Operations of one document, each of them a tool, and those of which is said why they are none.
  package static let openAPIOperations = (tools: 2000, leftAway: 100)
  /// Members of what references lead to, counted each time that one is followed while a document is
  /// read: a long list of names that thousands of operations share would else be read thousands of
  /// times.
  package static let openAPISteps = 2_000_000
  /// Arguments of all operations of a document together: its page lists them.
  package static let openAPIArguments = 50_000
}

// MCP servers and their tools.
extension Limits {
  /// Of a server's list: tools, bytes and pages. Servers have some tens of tools, gateways some hundred.
  package static let mcpTools = (count: 1000, bytes: 4 << 20, pages: 100)
  /// Seconds for which a list of tools is young enough to say whether there is a tool that failed.
  package static let mcpToolsYoung = 60
  /// Servers that are remembered, and bytes of their lists of tools together; parsed they take some
  /// ten times as much.
  package static let mcpServersKnown = (count: 1000, toolBytes: 16 << 20)
  /// Bytes of a session's id: UUIDs and signed tokens are shorter, and it goes with each request.
  package static let mcpSessionIDBytes = 4 << 10
  /// Questions of a server that are answered while it carries out one request, each by a request of
  /// its own, and answers that a program has yet to read; who asks more asks in vain.
  package static let mcpQuestionsAnswered = 16
  /// Characters of what a server says, in a sentence.
  package static let quotedAnswerCharacters = 600
  /// Servers that run as processes at a time, in all and of one person, so that others find room; and
  /// requests that go on with one. Each takes some ten megabytes.
  package static let mcpProcesses = (count: 16, perUser: 12, requests: 16)
  /// Seconds of a server that is a process: unused before it is ended; asked and silent before it is, as
  /// long as the longest call takes; given to say which revision it speaks, since older ones may be silent;
  /// and given to end by itself before it is made to, twice.
  package static let mcpProcessSeconds = (unused: 300, silent: 600, probing: 10, ending: 2)
  /// The part of a call's time in which such a server says which revision it speaks, a fourth: where it is
  /// silent, the handshake and the call have the rest.
  package static let mcpProbingPart = 4
  /// Of what a server that is a process says beside its answers: bytes of a line, and lines a minute that
  /// go into the log.
  package static let mcpProcessLog = (lineBytes: 1000, linesPerMinute: 60)
  /// Seconds in which a server is told that nobody waits for a call any more.
  package static let mcpFarewellSeconds = 5
  /// Bytes of a tool's schema that are kept beside a version, and of all of one version: so that it can be
  /// said what became other. Few tools have more than some thousand.
  package static let contractBytes = (each: 64 << 10, all: 1 << 20)
}

// The pages of connections, and the form that says what is sent of a call.
extension Limits {
  /// Rows in which a form says parameters one by one, and parameters of the recorded calls that each of
  /// them offers: the page grows with the product. Whoever has more writes JSON.
  package static let (mappingRows, mappingParameters) = (40, 40)
  /// Rows that are empty, for more: looking again brings others.
  package static let emptyRows = 2
  /// Tools of a connection that its page and the form name: a person chooses among them.
  package static let offeredTools = 200
  /// Tests of connections that go on at a time, in all and of one person, each of which may hold a
  /// connection for `stepSeconds`; and the outcomes that are kept while the program runs.
  package static let connectionTests = (all: 16, perUser: 3, kept: 500)
}

// Telling people.
extension Limits {
  /// Channels of one person: each message goes on all of them, and their page lists them.
  package static let channelsOfPerson = 20
  /// Bytes of where a channel leads: an address of the web has some hundred, and is sealed as a secret.
  package static let channelBytes = 2048
  /// Messages to one person in an hour, tests too: who is told of everything looks at nothing. Of those
  /// beyond one message says how many they were.
  package static let messagesPerHour = 20
  /// Times that addresses of mail are asked for one person in a day whether messages are wanted there, and
  /// one address of them: whoever has them did not ask for that.
  package static let confirmationsPerDay = (all: 20, perAddress: 3)
  /// Hours for which the link of such a mail is good: mails are read the next day.
  package static let confirmationHours = 24
  /// Characters of a name and of a reason in a message, each line of which is read at a glance.
  package static let messageCharacters = (name: 80, words: 300)
  /// Deliveries at a time, in all and of one person, so that a silent server of one leaves room.
  package static let deliveriesAtOnce = (all: 16, perUser: 4)
  /// Seconds in which an attempt of a delivery ends, and for which it is held: as long as a run is.
  package static let deliverySeconds = (attempt: 30, lease: 40)
  /// Attempts of a delivery, as of a step, and holds of it: one that is held so often may be what stops
  /// one server after another.
  package static let deliveryAttempts = (tried: 3, held: 10)
  /// Seconds beyond which no delivery waits: the rest of an hour, and some; what waits longer was written
  /// by a clock that was ahead.
  package static let deliveryWaitSeconds = 7200
  /// Deliveries that are listed: the last ones tell whether a channel works.
  package static let deliveriesShown = 20
}

// Webhooks and the call-backs that answer them.
extension Limits {
  /// Bytes of the secret that signs a webhook's requests (Standard Webhooks 1.0), and of one that is
  /// made here: as many as SHA-256 gives.
  package static let webhookSecret = (bytes: 24...64, made: 32)
  /// Seconds in which a former secret signs beside the new one: whoever verifies takes that meanwhile.
  package static let webhookRotation = 86_400
  /// Seconds in which the answer to a call-back comes, and where a binding says nothing: who waits
  /// longer waits for somebody, not for a program, and a run that waits holds up the next one of its
  /// automation.
  package static let callbackSeconds = 1...604_800
  package static let usualCallbackSeconds = 3600
  /// Bytes of an answer to a call-back: as many as are read of any other answer.
  package static let callbackBytes = answerBodyBytes
  /// Bytes of the end of a call-back's address, which anybody may send: those that are made have some
  /// hundred.
  package static let callbackTokenBytes = 250
}

// Tests of connections.
extension Limits {
  /// Seconds in which each request of one ends: whoever pressed the button looks on.
  package static let connectionTestSeconds = 20
  /// Tests at a time whose callers wait for what comes of them, each on a request thread: with one thread
  /// there are sixteen, and half of them are for others.
  package static let connectionTestsAwaited = 8
  /// Bytes of the path that a person chooses for one.
  package static let probedPathBytes = 2048
}

// The demo's runner.
extension Limits {
  /// Notes that it keeps, the last ones; calls that it knows again when they are repeated; tries to call back;
  /// and seconds by which its clock and that of whoever asks may differ, as the specification proposes.
  package static let demoRunner = (
    notes: 100, calls: 1000, callBacks: 10, clockSeconds: UInt64(300)
  )
}

// The APIs of connections that such documents describe.
extension Limits {
  /// Documents that are kept once they were read, and bytes of their texts together, which take some
  /// ten times as much then; seconds for which one is that stands elsewhere, and in which it is young
  /// enough to say that there is no such operation.
  package static let openAPIKept = (count: 200, bytes: 8 << 20, seconds: 300, youngSeconds: 30)
  /// Milliseconds that calls of one connection are looked at before they run, of which a share comes back
  /// with time, a tenth; and connections for which that is counted. A look takes a fraction of one.
  package static let openAPILooking = (milliseconds: 500, share: 10, connections: 1000)
}

// What versions rely on of their tools.
extension Limits {
  /// Deployments and bindings of one person whose tools are asked for at a time, and those that wait for
  /// it; and versions that are looked through for one binding. Of the others the first run asks.
  package static let contractsAsked = (atOnce: 2, waiting: 8, versions: 20)
}

// The sessions of MCP servers.
extension Limits {
  /// Seconds of a stop in which servers are told that their sessions are over, and sessions of which they
  /// are, all at the same time: those of the others end when their servers see fit.
  package static let mcpSessionEnds = (seconds: 1, count: 100)
}
