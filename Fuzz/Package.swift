// swift-tools-version: 6.2
import PackageDescription

/// Apart from the product, because everything here, the product's modules included, is built with a fuzzer and a
/// sanitizer in it: see `run`.
let package = Package(
  name: "fuzz",
  dependencies: [.package(name: "report", path: "..")],
  targets: [
    .executableTarget(
      name: "fuzz",
      dependencies: [
        .product(name: "Verifying", package: "report"),
        .product(name: "SiteFormat", package: "report"),
        .product(name: "Exports", package: "report"),
        .product(name: "Pages", package: "report"),
        .product(name: "Markdown", package: "report"),
        .product(name: "Publishing", package: "report"),
        .product(name: "Billing", package: "report"),
        .product(name: "Diagnostics", package: "report"),
      ],
      // The main function is libFuzzer's.
      swiftSettings: [.treatAllWarnings(as: .error), .unsafeFlags(["-parse-as-library"])],
      linkerSettings: [.unsafeFlags(["-use-ld=lld"])])
  ],
  swiftLanguageModes: [.v6]
)
