#include "base/keyed_hash.h"

#include <bit>

namespace kebao {
namespace {

class SipState {
 public:
  explicit SipState(const HashKey& key)
      : a_(key[0] ^ 0x736f6d6570736575),
        b_(key[1] ^ 0x646f72616e646f6d),
        c_(key[0] ^ 0x6c7967656e657261),
        d_(key[1] ^ 0x7465646279746573) {}

  void Take(uint64_t word) {
    d_ ^= word;
    Rounds(2);
    a_ ^= word;
  }
  uint64_t Finish() {
    c_ ^= 0xff;
    Rounds(4);
    return a_ ^ b_ ^ c_ ^ d_;
  }

 private:
  void Rounds(int count) {
    for (int round = 0; round < count; ++round) {
      a_ += b_;
      b_ = std::rotl(b_, 13) ^ a_;
      a_ = std::rotl(a_, 32);
      c_ += d_;
      d_ = std::rotl(d_, 16) ^ c_;
      a_ += d_;
      d_ = std::rotl(d_, 21) ^ a_;
      c_ += b_;
      b_ = std::rotl(b_, 17) ^ c_;
      c_ = std::rotl(c_, 32);
    }
  }
  uint64_t a_, b_, c_, d_;
};

/// Up to eight bytes, the first one lowest.
uint64_t WordOf(std::string_view bytes) {
  uint64_t word = 0;
  for (size_t index = 0; index < bytes.size(); ++index)
    word |= static_cast<uint64_t>(static_cast<uint8_t>(bytes[index])) << (8 * index);
  return word;
}

}  // namespace

uint64_t KeyedHash(const HashKey& key, std::string_view bytes) {
  SipState state(key);
  const uint64_t size = bytes.size();
  for (; bytes.size() >= 8; bytes.remove_prefix(8)) state.Take(WordOf(bytes.substr(0, 8)));
  state.Take(WordOf(bytes) | size << 56);
  return state.Finish();
}

}  // namespace kebao
