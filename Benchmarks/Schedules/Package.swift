// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that measuring the calculus builds nothing but the calculus.

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("ExistentialAny"),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "schedule-bench",
  platforms: [.macOS(.v15)],
  targets: [
    .target(name: "Scheduling", swiftSettings: strict),
    .target(name: "AllocationCount"),
    .executableTarget(
      name: "ScheduleBench", dependencies: ["Scheduling", "AllocationCount"],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
