import Automations
import Templating

extension TracePage {
  /// Where the panel's links lead and its forms are sent.
  static var pathFields: [Field<TracePage>] {
    [
      .path("path", Paths.trace) { $0.trace.id },
      .text("address") { page in
        Paths.trace(
          page.trace.id,
          query: [
            "bind": page.editor.map { String($0.scene.step) },
            "carried_out_by": page.editor?.values.performer.value,
          ])
      },
      .path("rename_path", Paths.renameTrace) { $0.trace.id },
      .path("status_path", Paths.setStatus) { $0.trace.id },
      .path("run_now_path", Paths.runNow) { $0.trace.id },
      .path("bind_path", Paths.bindTool) { $0.trace.id },
      .path("delete_path", Paths.deleteTrace) { $0.trace.id },
      .path("check_path", Paths.check) { $0.trace.id },
      .path("convert_path", Paths.convert) { $0.trace.id },
      .path("rehearse_path", Paths.rehearse) { $0.trace.id },
      .path("schedule_path", Paths.schedule) { $0.trace.id },
      .path("occurrences_path", Paths.occurrences) { $0.trace.id },
      .text("runs_path") { Paths.runs(query: ["trace_id": $0.trace.id]) },
    ]
  }
}
