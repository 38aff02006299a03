/// The countries of ISO 3166-1, by their two-letter codes.
public enum Country {
  /// Whether ISO 3166-1 knows a code, in capital or small letters.
  public static func isKnown(_ code: String) -> Bool { codes.contains(Identifier(code.uppercased())) }

  /// The code that people mean by another word, where it is one of those met most often.
  public static func nearest(to word: String) -> String? { words[Identifier(word.lowercased())] }

  private static let words: [Identifier: String] = [
    "uk": "GB", "el": "GR", "en": "GB", "usa": "US", "gbr": "GB", "deu": "DE", "ger": "DE", "fra": "FR", "esp": "ES",
    "ita": "IT", "nld": "NL", "che": "CH", "aut": "AT", "bel": "BE", "pol": "PL", "jpn": "JP", "chn": "CN", "can": "CA",
    "germany": "DE", "deutschland": "DE", "france": "FR", "united kingdom": "GB", "great britain": "GB",
    "united states": "US", "united states of america": "US", "spain": "ES", "italy": "IT", "netherlands": "NL",
    "switzerland": "CH", "austria": "AT", "belgium": "BE", "poland": "PL", "japan": "JP", "canada": "CA",
    "ireland": "IE", "portugal": "PT", "sweden": "SE", "denmark": "DK", "norway": "NO", "finland": "FI",
    "australia": "AU", "brazil": "BR", "india": "IN", "china": "CN",
  ]

  private static let codes = Set(
    """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW
    BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI
    FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN
    IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME
    MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF
    PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV
    SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE
    YT ZA ZM ZW
    """.split { $0 == " " || $0 == "\n" }.map { Identifier($0) })
}
