/// Distinct values by small numbers from 1: `0.10` and `0.1` are one price, which is kept as it was first written.
/// 0 stands for no value.
struct ValueTable<Value: Hashable> {
  private var values: [Value] = []
  private var numbers: [Value: UInt32] = [:]

  subscript(number: UInt32) -> Value? { number == 0 ? nil : values[Int(number) - 1] }

  /// The number of a value, a new one where it has none yet.
  mutating func number(of value: Value) -> UInt32 {
    if let known = numbers[value] { return known }
    values.append(value)
    numbers[value] = UInt32(values.count)
    return UInt32(values.count)
  }
}
