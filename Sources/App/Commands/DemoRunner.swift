import ArgumentParser
import Engine

/// The runner that one of the demo's automations goes over; `up` starts it with the demo.
struct DemoRunner: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Serves the demo's tools to signed requests: a runner of one's own, as webhooks call it.")

  func run() async throws {
    try await Complaint.reported {
      let settings = try Settings()
      try DataFolder(settings: settings).prepare()
      let place = try DemoRunnerPlace.kept(in: settings)
      // Wherever the site is: who calls back is told so by a signed request.
      let everywhere = try Complaint.of { try AllowedNetworks("0.0.0.0/0, ::/0") }
      let server = DemoServer(
        place: place, notes: DemoNotes(file: settings.data + "/demo-notes.txt"),
        outgoing: Outgoing(allowed: everywhere))
      do {
        try await server.run()
      } catch {
        throw Complaint("the demo's runner cannot listen at \(place.url): \(error)")
      }
    }
  }
}
