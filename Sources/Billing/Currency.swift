/// A currency of ISO 4217 with the number of its minor units (digits after the point).
public struct Currency: Sendable, Hashable {
  private let index: UInt8

  /// - Parameter code: the alphabetic code, in any case. Nil for a code that ISO 4217 does not list, and for those it
  ///   lists without a minor unit (metals, testing).
  public init?(_ code: some StringProtocol) {
    guard let index = Self.indices[code.uppercased()] else { return nil }
    self.index = index
  }

  /// The alphabetic code, in capitals.
  public var code: String { Self.table[Int(index)].code }
  /// Digits after the point: 0 for JPY, 2 for EUR, 3 for KWD, 4 for CLF.
  public var minorUnits: Int { Self.table[Int(index)].minorUnits }
}

extension Currency: Comparable {
  public static func < (a: Currency, b: Currency) -> Bool { a.index < b.index }
}

extension Currency: CustomStringConvertible {
  public var description: String { code }
}

extension Currency {
  /// ISO 4217 list one, amendments up to 177, by code; and the codes it retired that old invoices still carry.
  private static let table: [(code: String, minorUnits: Int)] = {
    let digits: [String: Int] = [
      "BIF": 0, "CLP": 0, "DJF": 0, "GNF": 0, "ISK": 0, "JPY": 0, "KMF": 0, "KRW": 0, "PYG": 0, "RWF": 0, "UGX": 0,
      "UYI": 0, "VND": 0, "VUV": 0, "XAF": 0, "XOF": 0, "XPF": 0,
      "BHD": 3, "IQD": 3, "JOD": 3, "KWD": 3, "LYD": 3, "OMR": 3, "TND": 3,
      "CLF": 4, "UYW": 4,
    ]
    let codes = """
      AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF \
      CHE CHF CHW CLF CLP CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF \
      GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR \
      LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK \
      PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STN SVC SYP SZL THB TJS TMT \
      TND TOP TRY TTD TWD TZS UAH UGX USD USN UYI UYU UYW UZS VED VES VND VUV WST XAD XAF XCD XCG XOF XPF YER ZAR ZMW \
      ZWG ZWL
      """
    return codes.split(separator: " ").map { (String($0), digits[String($0)] ?? 2) }
  }()

  private static let indices: [String: UInt8] = Dictionary(
    uniqueKeysWithValues: table.enumerated().map { ($1.code, UInt8($0)) })
}
