// swift-tools-version: 6.2
import PackageDescription

// The plan of the house: which room may import which. `make build` and `make test` pass
// `--explicit-target-dependency-import-check error`, and AppTests/RoomTests.swift reads the
// import lines, so that what is not written here does not compile.

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("ExistentialAny"),
  .treatAllWarnings(as: .error),
]

func room(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// - Parameter data: files and folders that tests read where they lie.
func tests(
  _ name: String, _ dependencies: [Target.Dependency], data: [String] = []
) -> Target {
  .testTarget(name: name, dependencies: dependencies, exclude: data, swiftSettings: strict)
}

let asyncHTTPClient = Target.Dependency.product(
  name: "AsyncHTTPClient", package: "async-http-client")
let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")
let configuration = Target.Dependency.product(
  name: "Configuration", package: "swift-configuration")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let metrics = Target.Dependency.product(name: "Metrics", package: "swift-metrics")
let metricsTestKit = Target.Dependency.product(
  name: "MetricsTestKit", package: "swift-metrics")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let serviceLifecycle = Target.Dependency.product(
  name: "ServiceLifecycle", package: "swift-service-lifecycle")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let system = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

let package = Package(
  name: "reprise",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "reprise", targets: ["App"]),
    .library(name: "HummingbirdFastCGI", targets: ["HummingbirdFastCGI"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0", traits: []),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0", traits: []),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
    .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(
      url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0", traits: []),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.0", traits: []),
  ],
  targets: [
    .systemLibrary(
      name: "CFastCGI", path: "Sources/CFastCGI", providers: [.apt(["libfcgi-dev"])]),
    .systemLibrary(name: "CZlib", path: "Sources/CZlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CIconv", path: "Sources/CIconv", providers: [.apt(["libc6-dev"])]),
    .systemLibrary(name: "CSQLite", path: "Sources/CSQLite", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(name: "CMalloc", path: "Sources/CMalloc", providers: [.apt(["libc6-dev"])]),
    room(
      "HummingbirdFastCGI",
      ["CFastCGI", hummingbird, httpTypes, nioCore, logging, serviceLifecycle]),
    room("Templating", []),
    room("OrderedJSON", []),
    room("Scheduling", ["OrderedJSON"]),
    room("Workflows", ["Scheduling", "OrderedJSON"]),
    room(
      "Automations",
      ["Workflows", "Scheduling", "OrderedJSON", crypto, cryptoExtras, logging]),
    room(
      "Storage",
      ["CSQLite", "Automations", "Workflows", "Scheduling", "OrderedJSON", grdb, sqlite]),
    room(
      "Engine",
      [
        "CIconv", "CZlib", "Automations", "Workflows", "Scheduling", "OrderedJSON", asyncHTTPClient,
        logging, metrics, nioCore, nioHTTP1, nioPosix, nioSSL, serviceLifecycle, subprocess, system,
        yams,
      ]),
    room(
      "Site",
      [
        "Templating", "Automations", "Workflows", "Scheduling", "OrderedJSON", hummingbird,
        httpTypes, nioCore, logging, metrics,
      ]),
    .executableTarget(
      name: "App",
      dependencies: [
        "CMalloc", "HummingbirdFastCGI", "Site", "Engine", "Storage", "Templating", "Automations",
        "Workflows", "Scheduling", "OrderedJSON", argumentParser, configuration, hummingbird,
        httpTypes, logging, metrics, nioCore, serviceLifecycle,
      ],
      resources: [.embedInCode("Demo")],
      swiftSettings: strict),

    // What several of the tests share.
    .target(
      name: "TestSupport",
      dependencies: ["Automations", "Workflows", "Scheduling", "OrderedJSON", logging],
      path: "Tests/TestSupport", swiftSettings: strict),
    tests(
      "HummingbirdFastCGITests",
      [
        "TestSupport", "HummingbirdFastCGI", hummingbird, httpTypes, logging, nioCore,
        serviceLifecycle,
      ]),
    tests("TemplatingTests", ["TestSupport", "Templating"]),
    tests("OrderedJSONTests", ["TestSupport", "OrderedJSON"]),
    tests("SchedulingTests", ["TestSupport", "Scheduling", "OrderedJSON"], data: ["Vectors"]),
    tests("WorkflowsTests", ["TestSupport", "Workflows", "Scheduling", "OrderedJSON"]),
    tests(
      "AutomationsTests",
      [
        "TestSupport", "Automations", "Storage", "Workflows", "Scheduling", "OrderedJSON", logging,
      ]),
    tests(
      "StorageTests",
      ["TestSupport", "Storage", "Automations", "Workflows", "Scheduling", "OrderedJSON", grdb]),
    tests(
      "EngineTests",
      [
        "TestSupport", "CZlib", "Engine", "Storage", "Automations", "Workflows", "Scheduling",
        "OrderedJSON", logging,
        metrics, metricsTestKit, nioCore, nioPosix, nioSSL, serviceLifecycle,
      ], data: ["OpenAPI/Samples"]),
    tests(
      "SiteTests",
      [
        "TestSupport", "Site", "Storage", "Templating", "Automations", "Workflows", "Scheduling",
        "OrderedJSON",
        hummingbird, httpTypes, nioCore, logging, metrics, metricsTestKit,
      ], data: ["Pages/Golden"]),
    tests("AppTests", ["TestSupport", "App", "Automations", "Scheduling", logging, metrics]),
  ],
  swiftLanguageModes: [.v6]
)
