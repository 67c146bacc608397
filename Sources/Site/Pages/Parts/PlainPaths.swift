package import Templating

/// The addresses that are the same for everybody, for every template: `layout.paths.traces`.
package struct PlainPaths: TemplateModel {
  package static var fields: [Field<PlainPaths>] {
    [
      .path("traces", Paths.traces),
      .path("new_trace", Paths.newTrace),
      .path("runs", Paths.runs),
      .path("connections", Paths.connections),
      .path("new_connection", Paths.newConnection),
      .path("pause", Paths.pause),
      .path("end_pause", Paths.endPause),
      .path("sign_in", Paths.signIn),
      .path("sign_out", Paths.signOut),
      .path("account", Paths.account),
      .path("change_password", Paths.changePassword),
      .path("end_other_sessions", Paths.endOtherSessions),
      .path("create_token", Paths.createToken),
      .path("notifications", Paths.notifications),
      .path("add_channel", Paths.addChannel),
      .path("confirm_address", Paths.confirmAddress),
      .path("api_traces", Paths.API.traces),
    ]
  }
}
