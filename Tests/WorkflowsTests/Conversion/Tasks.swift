/// What agents did, each in a world of its own.
enum Tasks {
  static let all: [(name: String, perform: @Sendable (inout Script) -> Void)] = [
    ("mailbox answer", MailboxWorld.answer), ("mailbox archive", MailboxWorld.archive),
    ("drive share", DriveWorld.share), ("drive report", DriveWorld.report),
    ("calendar week", CalendarWorld.week), ("calendar month", CalendarWorld.month),
    ("shop refund", ShopWorld.refund), ("shop restock", ShopWorld.restock),
    ("tickets open", TicketWorld.open), ("tickets remind", TicketWorld.remind),
    ("library lend", LibraryWorld.lend), ("builds release", BuildWorld.release),
    ("bank invoices", BankWorld.invoices),
  ]
}
