#include "report/narrative/sentence_builder.h"

namespace kebao::report {

using document::TextSpan;

TextSpan SentenceBuilder::Put(std::string_view text) {
  const TextSpan place{paragraph_.text.size(), text.size()};
  paragraph_.text += text;
  return place;
}

size_t SentenceBuilder::Hold(document::BoundFigure figure) {
  paragraph_.figures.push_back(std::move(figure));
  return paragraph_.figures.size() - 1;
}

void SentenceBuilder::Print(size_t figure) {
  document::BoundFigure& bound = paragraph_.figures[figure];
  KEBAO_ASSERT(bound.place.size == 0);
  bound.place = Put(bound.figure.text);
}

void SentenceBuilder::Say(std::string_view text) { Put(text); }

void SentenceBuilder::Name(document::BoundName::Kind kind, std::string id, std::string_view text) {
  paragraph_.names.push_back({Put(text), kind, std::move(id)});
}

void SentenceBuilder::Claim(document::Claim claim, std::string_view text) {
  claim.place = Put(text);
  paragraph_.claims.push_back(std::move(claim));
}

void SentenceBuilder::Append(const SentenceBuilder& other) {
  const size_t bytes = paragraph_.text.size();
  const size_t figures = paragraph_.figures.size();
  const document::Paragraph& added = other.paragraph_;
  paragraph_.text += added.text;
  for (document::BoundFigure bound : added.figures) {
    bound.place.begin += bytes;
    if (bound.derivation != document::Derivation::kTally) {
      bound.first += figures;
      bound.second += figures;
    }
    paragraph_.figures.push_back(std::move(bound));
  }
  for (document::BoundName name : added.names) {
    name.place.begin += bytes;
    paragraph_.names.push_back(std::move(name));
  }
  for (document::Claim claim : added.claims) {
    claim.place.begin += bytes;
    claim.first += figures;
    claim.second += figures;
    paragraph_.claims.push_back(std::move(claim));
  }
}

void SentenceBuilder::Fill(std::string_view pattern, const Pieces& pieces) {
  while (!pattern.empty()) {
    const size_t open = std::min(pattern.find('{'), pattern.size());
    Say(pattern.substr(0, open));
    pattern.remove_prefix(open);
    if (pattern.empty()) return;
    const size_t close = pattern.find('}');
    KEBAO_ASSERT(close != std::string_view::npos);
    const auto piece = pieces.find(pattern.substr(1, close - 1));
    KEBAO_ASSERT(piece != pieces.end());
    piece->second(*this);
    pattern.remove_prefix(close + 1);
  }
}

document::Paragraph SentenceBuilder::Take(std::string id, document::Tone tone) {
  document::Paragraph paragraph = std::move(paragraph_);
  paragraph_ = {};
  paragraph.id = std::move(id);
  paragraph.tone = tone;
  return paragraph;
}

Piece Printed(size_t figure) {
  return [figure](SentenceBuilder& sentence) { sentence.Print(figure); };
}

}  // namespace kebao::report
