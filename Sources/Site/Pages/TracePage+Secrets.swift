import Automations
import OrderedJSON
import Templating

extension TracePage {
  static var secretFields: [Field<TracePage>] {
    [
      .flag("any_secrets") { !$0.secrets.isEmpty },
      .list("secrets") { page in
        page.secrets.prefix(Limits.namedInNotices).map {
          SecretRow(note: $0, called: $0.name, now: page.now)
        }
      },
      .number("more_secrets") { max($0.secrets.count - Limits.namedInNotices, 0) },
      .list("secret_names") { page in
        page.secrets.map { note in
          Choice(
            value: note.name, words: note.name, isChosen: note.name == page.refusedSecret?.name)
        }
      },
      .path("replace_secret_path", Paths.replaceTraceSecret) { $0.trace.id },
      .flag("replaces_secret") { $0.refusedSecret != nil },
      .text("secret_name_fault") { $0.fault(ofSecret: "secret_name") },
      .text("secret_value_fault") { $0.fault(ofSecret: "secret_value") },
    ]
  }

  private var refusedSecret: (name: String, faults: [Fault])? {
    if case .secret(let name, let faults)? = refused { (name, faults) } else { nil }
  }

  private func fault(ofSecret field: String) -> String? {
    refusedSecret?.faults.filter { $0.path == [field] }.sentence
  }
}
