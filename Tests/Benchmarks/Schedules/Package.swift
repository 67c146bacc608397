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
    .target(name: "OrderedJSON", swiftSettings: strict),
    .target(name: "Scheduling", dependencies: ["OrderedJSON"], swiftSettings: strict),
    .target(name: "AllocationCount"),
    .executableTarget(
      name: "ScheduleBench", dependencies: ["Scheduling", "OrderedJSON", "AllocationCount"],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
