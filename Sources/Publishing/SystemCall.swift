import Glibc

/// The text of `errno` as it stands right after a failed call.
func lastError() -> String { String(cString: strerror(errno)) }

/// Calls again while a signal interrupts.
func retrying<Result: SignedInteger>(_ call: () -> Result) -> Result {
  while true {
    let result = call()
    if result != -1 || errno != EINTR { return result }
  }
}
