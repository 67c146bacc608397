import OrderedJSON
import TestSupport

/// A pipeline that tells things in sentences and in tokens of several parts.
enum BuildWorld {
  static func release(_ s: inout Script) {
    let branch = s.dice.pick(["release/harbour", "feature/tide-tables", "fix/anchor-chain"])
    s.said("Build \(branch) and deploy it to staging.")
    let commit = s.hex(40)
    let head = s.call(
      "get_branch", [("branch", .named(.string(branch)))],
      gives: ["name": .string(branch), "commit": ["sha": .string(commit), "author": "petra"]])
    let run = String(s.fresh.number(100_000...999_999))
    let started = s.call(
      "start_build", [("commit", .from(head, .string(commit))), ("target", .literal("all"))],
      gives: .string("Build started as run #\(run) on worker w3."))
    s.call(
      "get_build", [("run", .derived([started], .string(run)))], error: "503 Service Unavailable",
      leftOut: true)
    let artifact = "art-" + s.hex(8)
    let done = s.call(
      "get_build", [("run", .derived([started], .string(run)))],
      gives: [
        "run": .string(run), "status": "passed", "artifact": .string(artifact),
        "bucket": .string("builds-" + s.hex(6)),
      ])
    let bucket = s.calls[done].result?["bucket"]?.text ?? ""
    s.call(
      "deploy",
      [
        ("source", .derived([done], .string("s3://\(bucket)/\(artifact)"))),
        ("environment", .named("staging")), ("strategy", .literal("rolling")),
      ],
      gives: ["deployed": true])
    s.call("finish", [("summary", .literal("Deployed."))], gives: "ok", leftOut: true)
  }
}
