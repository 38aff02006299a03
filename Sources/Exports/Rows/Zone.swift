import Glibc
import Threads

/// A time zone: UTC, a fixed offset, or a name of the IANA database as the system has it.
public enum Zone: Sendable, Hashable {
  case utc
  /// Seconds east of Greenwich.
  case fixed(Int)
  case named(String)

  /// Reads `UTC`, `+02:00` or `Europe/Berlin`; nil for a zone this system does not know.
  public init?(_ name: String) {
    if name == "UTC" || name == "Z" {
      self = .utc
      return
    }
    let parts = name.dropFirst().split(separator: ":", omittingEmptySubsequences: false)
    if let sign = name.first, sign == "+" || sign == "-" {
      guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 }), let hours = Int(parts[0]),
        let minutes = Int(parts[1]), (0..<24).contains(hours), (0..<60).contains(minutes)
      else { return nil }
      let seconds = hours * 3600 + minutes * 60
      self = .fixed(sign == "-" ? -seconds : seconds)
      return
    }
    let letters = name.utf8.allSatisfy {
      switch $0 {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"),
        UInt8(ascii: "/"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default: false
      }
    }
    guard letters, name.first?.isLetter == true, Self.isListed(name) else { return nil }
    self = .named(name)
  }

  /// Whether the system has a file of that name; a folder such as Europe is no zone.
  private static func isListed(_ name: String) -> Bool {
    var info = stat()
    return stat("/usr/share/zoneinfo/\(name)", &info) == 0 && info.st_mode & S_IFMT == S_IFREG
  }

  /// Seconds east of Greenwich at a point in time, given in seconds since 1970-01-01 UTC.
  func offset(at instant: Int) -> Int {
    switch self {
    case .utc: 0
    case .fixed(let seconds): seconds
    case .named(let name): Self.systemOffset(name, at: instant)
    }
  }

  /// The C library knows one zone at a time, for the whole process.
  private static let system = Locked<String?>(nil)

  private static func systemOffset(_ name: String, at instant: Int) -> Int {
    system.withLock { current in
      if current != name {
        setenv("TZ", ":\(name)", 1)
        tzset()
        current = name
      }
      var time = time_t(instant)
      var parts = tm()
      guard localtime_r(&time, &parts) != nil else { return 0 }
      return Int(parts.tm_gmtoff)
    }
  }
}
