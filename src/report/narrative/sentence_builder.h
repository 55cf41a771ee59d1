#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "document/document.h"

namespace kebao::report {

class SentenceBuilder;

/// What stands at a {name} of a pattern.
using Piece = std::function<void(SentenceBuilder&)>;
using Pieces = std::map<std::string, Piece, std::less<>>;

/// Puts a paragraph together and keeps, of each number, name and word, where it stands.
class SentenceBuilder {
 public:
  /// `is_inside`: what is built will stand inside a sentence, by Append.
  explicit SentenceBuilder(bool is_inside = false) : is_inside_(is_inside) {}
  /// A figure that the sentence rests on; its index. Not printed by that.
  size_t Hold(document::BoundFigure figure);
  /// Prints a held figure; each once.
  void Print(size_t figure);
  void Say(std::string_view text);
  void Name(document::BoundName::Kind kind, std::string id, std::string_view text);
  /// `claim.place` is set to where `text` stands; an empty text is claimed without a word.
  void Claim(document::Claim claim, std::string_view text);
  /// Everything of another, its figures after those held so far.
  void Append(const SentenceBuilder& other);
  /// A pattern of the texts; every {name} in it must be among the pieces.
  void Fill(std::string_view pattern, const Pieces& pieces);

  const document::Figure& figure(size_t index) const { return paragraph_.figures[index].figure; }
  /// The next text does not begin the sentence.
  bool is_inside() const { return is_inside_ || !paragraph_.text.empty(); }
  document::Paragraph Take(std::string id, document::Tone tone);

 private:
  document::TextSpan Put(std::string_view text);
  bool is_inside_;
  document::Paragraph paragraph_;
};

/// A piece that prints a held figure.
Piece Printed(size_t figure);

}  // namespace kebao::report
