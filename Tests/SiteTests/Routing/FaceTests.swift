import Foundation
import Site
import TestSupport
import Testing

/// What nginx answers by itself has the face that the program's own answer would have.
@Suite struct FaceTests {
  @Test func `nginx tells the API from the pages as the route table does`() async throws {
    let template = try String(
      contentsOf: Project.root.appending(path: "nginx/nginx.conf.mustache"), encoding: .utf8)
    let map = try #require(template.split(separator: "map $request $face {").last)
    let pattern = try #require(map.split(separator: "\"").dropFirst().first)
    #expect(pattern.first == "~")
    let isAPI = try Regex(String(pattern.dropFirst()))
    let routes = RouteTable(try await World().services).routes
    #expect(routes.contains { $0.face == .api } && routes.contains { $0.face == .page })
    for route in routes {
      let path = route.path.replacing(#/\{\w+\}/#, with: "x")
      for request in ["GET \(path) HTTP/1.1", "POST \(path)?a=/automation HTTP/1.1"] {
        let isFound = try isAPI.firstMatch(in: request) != nil
        #expect(isFound == (route.face == .api), "\(route.method) \(route.path)")
      }
    }
  }
}
