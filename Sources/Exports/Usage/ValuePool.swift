/// Distinct values by small numbers, with the spellings they were met in: `0.10` and `0.1` are one price.
/// 0 stands for no value.
struct ValuePool<Value: Hashable> {
  private var values: [Value] = []
  private var numbers: [Value: UInt32] = [:]
  private var spellings: [UInt32: UInt32] = [:]

  func number(ofSpelling spelling: UInt32) -> UInt32? { spellings[spelling] }

  func value(_ number: UInt32) -> Value? { number == 0 ? nil : values[Int(number) - 1] }

  mutating func add(_ value: Value, spelling: UInt32) -> UInt32 {
    let number = numbers[value] ?? UInt32(values.count + 1)
    if number > values.count {
      values.append(value)
      numbers[value] = number
    }
    spellings[spelling] = number
    return number
  }
}
