/// Every bound of what comes from outside, each with its reason: one caller's weight is everybody's
/// wait unless it is bounded where it enters.
package enum Limits {}

// What a trace and its names may be.
extension Limits {}

// Schedules and their configuration.
extension Limits {}

// Tools: HTTP, mail, rows, files.
extension Limits {}

// Runs and what is kept of them.
extension Limits {}

// Requests, forms and answers.
extension Limits {}

// Accounts and signing in.
extension Limits {}

// The machine: logs, files, connections.
extension Limits {}
