import Glibc

/// What libFuzzer's main function calls first: `fuzz TARGET [libFuzzer's own arguments]`.
@_cdecl("LLVMFuzzerInitialize")
public func initialize(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>>>
) -> CInt {
  guard count.pointee > 1, let chosen = Target(rawValue: String(cString: arguments.pointee[1])) else {
    print(
      "usage: fuzz TARGET [libFuzzer's arguments]; targets: " + Target.allCases.map(\.rawValue).joined(separator: " "))
    exit(EX_USAGE)
  }
  arguments.pointee[1] = arguments.pointee[0]
  arguments.pointee += 1
  count.pointee -= 1
  target = chosen
  return 0
}

/// What libFuzzer calls with one input after another.
@_cdecl("LLVMFuzzerTestOneInput")
public func test(_ bytes: UnsafePointer<UInt8>, _ size: Int) -> CInt {
  target.test(Array(UnsafeBufferPointer(start: bytes, count: size)))
  return 0
}

/// Set once, before the first input; libFuzzer has one thread.
nonisolated(unsafe) private var target = Target.csv
