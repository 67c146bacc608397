/// Every address of the site, once.
package enum Paths {
  /// The JSON API.
  package enum API {
    private static let root = "/automation"

    package static let traces = Path("\(root)/traces")
    package static let trace = Path("\(root)/traces", .id)
    package static let traceOfThread = Path("\(root)/traces/thread", .threadID)
    package static let deploy = Path("\(root)/deploy")
    package static let deploymentStatus = Path("\(root)/deployment-status", .id)
    package static let schedulePreview = Path("\(root)/schedule/preview")
    package static let runsOfTrace = Path("\(root)/traces", .id, "/runs")
    package static let occurrences = Path("\(root)/traces", .id, "/occurrences")
    package static let totals = Path("\(root)/traces", .id, "/totals")
    package static let run = Path("\(root)/runs", .id)
    package static let cancelRun = Path("\(root)/runs", .id, "/cancel")
    package static let rerun = Path("\(root)/runs", .id, "/rerun")
    package static let resolveRun = Path("\(root)/runs", .id, "/resolve")
    package static let pause = Path("\(root)/pause")
    package static let notices = Path("\(root)/notices")
    package static let bindings = Path("\(root)/bindings")
    package static let accounts = Path("\(root)/accounts")
    package static let accountTokens = Path("\(root)/accounts/tokens")
    package static let accountLinks = Path("\(root)/accounts/links")
    package static let accountPasswords = Path("\(root)/accounts/passwords")
    package static let settings = Path("\(root)/settings")
    package static let health = Path("/health")
    package static let metrics = Path("/metrics")
    package static let openAPI = Path("/openapi.json")
  }
}
