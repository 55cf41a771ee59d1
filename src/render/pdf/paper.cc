#include "render/pdf/paper.h"

namespace kebao::render::pdf {

Rgb ToneColour(document::Tone tone) {
  switch (tone) {
    case document::Tone::kNeutral:
      return kInk;
    case document::Tone::kGood:
      return kGood;
    case document::Tone::kBad:
      return kBad;
    case document::Tone::kMuted:
      return kInkFaint;
  }
  return kInk;
}

Rgb Tint(Rgb colour, double share) {
  const auto mix = [&](double part) { return 1 - share * (1 - part); };
  return {mix(colour.red), mix(colour.green), mix(colour.blue)};
}

}  // namespace kebao::render::pdf
