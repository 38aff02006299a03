/// What Swift has no words for: a bit for each of many bytes, and hints to the processor. Clang makes a few instructions
/// of it for whatever processor it compiles for.
#ifndef CBYTES_SHIM_H
#define CBYTES_SHIM_H

#include <stdbool.h>
#include <stdint.h>

typedef uint8_t cbytes_vector __attribute__((ext_vector_type(16)));
typedef bool cbytes_lanes __attribute__((ext_vector_type(16)));

static inline cbytes_vector cbytes_load(const uint8_t *bytes) {
  cbytes_vector vector;
  __builtin_memcpy(&vector, bytes, sizeof vector);
  return vector;
}

/// One bit for each lane, the first lowest. Lanes are all ones or all zeros.
static inline uint64_t cbytes_bits(cbytes_vector lanes) {
  cbytes_lanes found = __builtin_convertvector(lanes, cbytes_lanes);
  uint16_t bits;
  __builtin_memcpy(&bits, &found, sizeof bits);
  return bits;
}

static inline uint64_t cbytes_csv_quarter(const uint8_t *bytes, uint8_t delimiter) {
  cbytes_vector text = cbytes_load(bytes);
  return cbytes_bits((cbytes_vector)((text == delimiter) | (text == '"') | (text <= '\r')));
}

/// Which of 64 bytes are the delimiter, a quote, or a control character up to CR: a bit each, the first lowest.
static inline uint64_t cbytes_csv_marks(const uint8_t *bytes, uint8_t delimiter) {
  return cbytes_csv_quarter(bytes, delimiter) | cbytes_csv_quarter(bytes + 16, delimiter) << 16
    | cbytes_csv_quarter(bytes + 32, delimiter) << 32 | cbytes_csv_quarter(bytes + 48, delimiter) << 48;
}

/// Which of 16 bytes end a stretch of plain characters in a JSON string: quotes, backslashes, control characters and
/// all beyond ASCII. A bit each, the first lowest.
static inline uint64_t cbytes_json_marks(const uint8_t *bytes) {
  cbytes_vector text = cbytes_load(bytes);
  return cbytes_bits((cbytes_vector)((text == '"') | (text == '\\') | (text < ' ') | (text > 0x7F)));
}

/// Asks for the cache line of an address, which is read soon. Any address will do.
static inline void cbytes_prefetch(const void *address) { __builtin_prefetch(address); }

#endif
