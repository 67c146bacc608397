// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that measuring proposals builds nothing but what finds them. The made logs
// are those of WorkflowsTests.

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("ExistentialAny"),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "conversion-bench",
  platforms: [.macOS(.v15)],
  targets: [
    .target(name: "OrderedJSON", swiftSettings: strict),
    .target(name: "Scheduling", dependencies: ["OrderedJSON"], swiftSettings: strict),
    .target(name: "Workflows", dependencies: ["Scheduling", "OrderedJSON"], swiftSettings: strict),
    .target(name: "TestSupport", swiftSettings: strict),
    .executableTarget(
      name: "ConversionBench",
      dependencies: ["Workflows", "Scheduling", "OrderedJSON", "TestSupport"],
      exclude: ["Made/ConversionTests.swift"], swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
