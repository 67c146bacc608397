import GRDB

/// The shapes that the database had, in order. What is released is never changed, only added to.
enum Migrations {
  static var all: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("traces", migrate: traces)
    migrator.registerMigration("deployments", migrate: deployments)
    migrator.registerMigration("ledger", migrate: ledger)
    migrator.registerMigration("accounts", migrate: accounts)
    migrator.registerMigration("bindings", migrate: bindings)
    migrator.registerMigration("idempotency", migrate: idempotency)
    migrator.registerMigration("accounting", migrate: accounting)
    migrator.registerMigration("history", migrate: history)
    migrator.registerMigration("clock", migrate: clock)
    migrator.registerMigration("callsGoingOn", migrate: callsGoingOn)
    migrator.registerMigration("zones", migrate: zones)
    migrator.registerMigration("permanentSteps", migrate: permanentSteps)
    migrator.registerMigration("successCodes", migrate: successCodes)
    migrator.registerMigration("plannedSince", migrate: plannedSince)
    migrator.registerMigration("leases", migrate: leases)
    migrator.registerMigration("attemptsCutOff", migrate: attemptsCutOff)
    migrator.registerMigration("pruning", migrate: pruning)
    migrator.registerMigration("repeatedRuns", migrate: repeatedRuns)
    migrator.registerMigration("stretchDays", migrate: stretchDays)
    migrator.registerMigration("lookalikes", migrate: lookalikes)
    migrator.registerMigration("stepNotices", migrate: stepNotices)
    migrator.registerMigration("weight", migrate: weight)
    migrator.registerMigration("lists", migrate: lists)
    migrator.registerMigration("receipts", migrate: receipts)
    migrator.registerMigration("scheduleDefaults", migrate: scheduleDefaults)
    migrator.registerMigration("sequences", migrate: sequences)
    migrator.registerMigration("stepCounts", migrate: stepCounts)
    migrator.registerMigration("endedStops", migrate: endedStops)
    migrator.registerMigration("formulas", migrate: formulas)
    migrator.registerMigration("newestFirst", migrate: newestFirst)
    migrator.registerMigration("workflowBytes", migrate: workflowBytes)
    migrator.registerMigration("callbacks", migrate: callbacks)
    return migrator
  }
}
