// swift-tools-version: 6.2
import PackageDescription

/// `swift run report` builds debug, and that is what finance runs: the targets that touch every byte
/// or every page are optimised there as well, each as a whole, so that small functions in other files cost nothing.
let settings: [SwiftSetting] = [.treatAllWarnings(as: .error)]
let hot =
  settings + [
    .unsafeFlags(["-O", "-wmo", "-num-threads", "2", "-disable-batch-mode"], .when(configuration: .debug))
  ]

let package = Package(
  name: "report",
  products: [.executable(name: "report", targets: ["report"])]
    // For the fuzz targets, which are a package of their own.
    + ["Verifying", "SiteFormat", "Exports", "Pages", "Markdown", "Publishing", "Billing", "Diagnostics"]
    .map { .library(name: $0, targets: [$0]) },
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/attaswift/BigInt", from: "6.0.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    .executableTarget(
      name: "report",
      dependencies: [
        "Reporting", "Archiving", "Verifying", "SiteWriter", "Ledger", "SiteFormat", "Settings", "Exports", "Pages",
        "Publishing", "Billing", "Diagnostics", "Paths", "Threads",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),
    .target(
      name: "Reporting",
      dependencies: [
        "SiteWriter", "Ledger", "SiteFormat", "Settings", "Exports", "Pages", "Publishing", "Billing", "Diagnostics",
        "Markdown", "Paths", "Threads",
      ],
      swiftSettings: hot),
    .target(
      name: "Archiving",
      dependencies: [
        "Verifying", "SiteFormat", "Exports", "Pages", "Markdown", "Publishing", "Billing", "Diagnostics", "Paths",
        "Threads",
      ],
      swiftSettings: hot),
    .target(
      name: "Verifying",
      dependencies: [
        "Ledger", "SiteFormat", "Settings", "Exports", "Pages", "Markdown", "Publishing", "Billing", "Diagnostics",
        "Paths", "Threads",
      ],
      swiftSettings: hot),
    .target(
      name: "SiteWriter",
      dependencies: [
        "Ledger", "SiteFormat", "Settings", "Exports", "Pages", "Markdown", "Publishing", "Billing", "Diagnostics",
        "Paths", "Threads",
      ],
      swiftSettings: hot),
    .target(
      name: "Ledger",
      dependencies: [
        "SiteFormat", "Settings", "Exports", "Publishing", "Markdown", "Billing", "Diagnostics", "Paths", "Threads",
      ],
      swiftSettings: hot),
    .target(
      name: "SiteFormat",
      dependencies: [
        "Settings", "Exports", "Pages", "Publishing", "Markdown", "Billing", "Diagnostics", "Paths", "Threads",
      ],
      swiftSettings: hot),
    .target(
      name: "Settings",
      dependencies: ["Publishing", "Billing", "Diagnostics", "Paths", .product(name: "Yams", package: "Yams")],
      swiftSettings: settings),
    .target(
      name: "Exports", dependencies: ["CArchive", "CBytes", "Threads", "Billing", "Diagnostics", "Paths"],
      swiftSettings: hot),
    .target(name: "Pages", dependencies: ["Markdown", "Billing", "Diagnostics", "Paths"], swiftSettings: hot),
    .target(name: "Markdown", dependencies: ["CCmark"], swiftSettings: hot),
    .target(
      name: "Publishing",
      dependencies: [
        "CArchive", "CSystem", "Diagnostics", "Paths", "Threads", .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: hot),
    .target(
      name: "Billing",
      dependencies: ["Diagnostics", .product(name: "BigInt", package: "BigInt")],
      swiftSettings: hot),
    .target(name: "Diagnostics", swiftSettings: hot),
    .target(name: "Paths", swiftSettings: hot),
    .target(name: "Threads", swiftSettings: hot),
    .systemLibrary(name: "CBytes"),
    .systemLibrary(name: "CArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
    .systemLibrary(name: "CSystem"),
    .systemLibrary(name: "CCmark", pkgConfig: "libcmark", providers: [.apt(["libcmark-dev"])]),

    .target(name: "TestSupport", dependencies: ["Billing"], path: "Tests/TestSupport", swiftSettings: settings),
    .testTarget(
      name: "BillingTests", dependencies: ["Billing", "TestSupport"], swiftSettings: settings),
    .testTarget(name: "DiagnosticsTests", dependencies: ["Diagnostics"], swiftSettings: settings),
    .testTarget(name: "PathsTests", dependencies: ["Paths"], swiftSettings: settings),
    .testTarget(
      name: "ExportsTests", dependencies: ["Exports", "Billing", "Diagnostics", "TestSupport"], swiftSettings: settings),
    .testTarget(name: "MarkdownTests", dependencies: ["Markdown", "TestSupport"], swiftSettings: settings),
    .testTarget(
      name: "PagesTests", dependencies: ["Pages", "Markdown", "Billing", "Diagnostics", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "SettingsTests", dependencies: ["Settings", "Billing"], swiftSettings: settings
    ),
    .testTarget(
      name: "SiteFormatTests",
      dependencies: ["SiteFormat", "Markdown", "Billing", "Publishing", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "LedgerTests", dependencies: ["Ledger", "Billing"],
      swiftSettings: settings),
    .testTarget(
      name: "SiteWriterTests", dependencies: ["SiteWriter", "Markdown", "Billing", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "VerifyingTests",
      dependencies: ["Verifying", "Billing"], swiftSettings: settings),
    .testTarget(
      name: "ReportingTests",
      dependencies: ["Reporting", "Exports", "Billing"], swiftSettings: settings
    ),
    .testTarget(
      name: "ReportTests",
      dependencies: [
        "report", "Reporting", "Archiving", "Verifying", "Settings", "SiteFormat", "Publishing", "Billing",
        "Diagnostics",
        "TestSupport",
      ],
      exclude: ["Golden", "Fixtures"],
      swiftSettings: settings),
    .testTarget(
      name: "PublishingTests", dependencies: ["Publishing", "Diagnostics", "Paths"], swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)
