#include "report/narrative/merge_edits.h"

#include <algorithm>

namespace kebao::report {
namespace {

using document::Document;
using document::Figure;
using document::Paragraph;
using document::Section;

Paragraph* FindSentence(Section* section, std::string_view id) {
  for (document::Block& block : section->blocks) {
    auto* paragraph = std::get_if<Paragraph>(&block);
    if (paragraph != nullptr && !id.empty() && paragraph->id == id) return paragraph;
  }
  return nullptr;
}

Paragraph* FindSentence(Document* document, std::string_view id) {
  for (Section& section : document->sections)
    if (Paragraph* found = FindSentence(&section, id)) return found;
  return nullptr;
}

/// The figures that a reader of the sentence saw.
std::vector<Figure> PrintedFigures(const Paragraph& sentence) {
  std::vector<Figure> printed;
  for (const document::BoundFigure& bound : sentence.figures)
    if (bound.place.size > 0) printed.push_back(bound.figure);
  return printed;
}

bool ReadAlike(const std::vector<Figure>& then, const std::vector<Figure>& now) {
  return std::ranges::equal(then, now, [](const Figure& a, const Figure& b) {
    return a.text == b.text && a.provenance.metric == b.provenance.metric;
  });
}

void PutEdit(const Paragraph& edited, Paragraph* fresh) {
  document::SentenceEdit edit = *edited.edit;
  edit.generated = fresh->text;
  edit.is_outdated = !ReadAlike(edit.figures_then, PrintedFigures(*fresh));
  fresh->text = edited.text;
  fresh->edit = std::move(edit);
}

/// The finding is no more, so there is nothing to bind the text to.
Paragraph Orphan(const Paragraph& edited) {
  Paragraph orphan{edited.text, document::Tone::kNeutral};
  orphan.id = edited.id;
  orphan.edit = edited.edit;
  orphan.edit->generated.clear();
  orphan.edit->is_outdated = true;
  return orphan;
}

void RemoveSentence(Document* document, const Paragraph* sentence) {
  for (Section& section : document->sections) {
    std::erase_if(section.blocks, [&](const document::Block& block) {
      return std::get_if<Paragraph>(&block) == sentence;
    });
  }
}

}  // namespace

bool EditSentence(Document* document, std::string_view id, std::string text) {
  Paragraph* sentence = FindSentence(document, id);
  if (sentence == nullptr) return false;
  const std::string generated = sentence->generated();
  if (generated.empty() && text.empty()) {
    RemoveSentence(document, sentence);
  } else if (text.empty() || text == generated) {
    sentence->text = generated;
    sentence->edit.reset();
  } else {
    sentence->text = std::move(text);
    sentence->edit = document::SentenceEdit{generated, PrintedFigures(*sentence), false};
  }
  return true;
}

Document WithoutEdits(Document document) {
  for (Section& section : document.sections) {
    std::erase_if(section.blocks, [](document::Block& block) {
      auto* paragraph = std::get_if<Paragraph>(&block);
      if (paragraph == nullptr || !paragraph->edit) return false;
      paragraph->text = paragraph->edit->generated;
      paragraph->edit.reset();
      return paragraph->text.empty();
    });
  }
  return document;
}

MergedEdits MergeEdits(const Document& edited, Document fresh) {
  MergedEdits merged{std::move(fresh), {}, {}};
  for (const Section& old_section : edited.sections) {
    const auto section = std::ranges::find(merged.document.sections, old_section.id, &Section::id);
    for (const document::Block& block : old_section.blocks) {
      const auto* old = std::get_if<Paragraph>(&block);
      if (old == nullptr || !old->edit) continue;
      if (section == merged.document.sections.end()) {
        merged.homeless.push_back(Orphan(*old));
        continue;
      }
      Paragraph* sentence = FindSentence(&*section, old->id);
      if (sentence == nullptr) {
        section->blocks.emplace_back(Orphan(*old));
        sentence = &std::get<Paragraph>(section->blocks.back());
      } else {
        PutEdit(*old, sentence);
      }
      if (sentence->edit->is_outdated) merged.outdated.push_back(sentence->id);
    }
  }
  return merged;
}

}  // namespace kebao::report
