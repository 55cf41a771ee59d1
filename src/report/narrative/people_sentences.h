#pragma once

#include <string>

#include "report/narrative/found_people.h"
#include "report/narrative/sentence_parts.h"

namespace kebao::report {

/// What comparing people found → sentences (narrative.people). `by`: what people are.
class PeopleSentences {
 public:
  /// Borrowed.
  PeopleSentences(const SentenceParts& parts, const Vocabulary& vocabulary,
                  const FigureMaker& figures, const std::string& by)
      : parts_(parts), vocabulary_(vocabulary), figures_(figures), by_(by) {}

  /// Of one who stands out. Needs FiguresOf it.
  document::Paragraph TellStanding(const inquiry::PeopleByMetric& compared,
                                   const analysis::people::PersonStanding& person,
                                   std::string id) const;
  /// Of one who rose or fell.
  document::Paragraph TellMove(const inquiry::PeopleByMetric& compared,
                               const analysis::people::PersonMove& move, std::string id) const;
  /// How evenly the work lies, and on whom too much of it.
  document::Paragraph TellLoad(const inquiry::LoadOfTeam& load, std::string id) const;
  /// Who is in one of the quadrants; `keys` not empty. kNotDistinguishable, kNotCompared: no.
  document::Paragraph TellQuadrant(analysis::people::Quadrant quadrant,
                                   const metrics::MetricSpec& first,
                                   const metrics::MetricSpec& second,
                                   const std::vector<std::string>& keys, std::string id) const;

 private:
  SentenceBuilder Overloaded(const inquiry::LoadOfTeam& load) const;
  Piece MetricName(const inquiry::PeopleByMetric& compared) const;
  std::string PatternOf(const char* name, const inquiry::PeopleByMetric& compared) const;

  const SentenceParts& parts_;
  const Vocabulary& vocabulary_;
  const FigureMaker& figures_;
  const std::string& by_;
};

}  // namespace kebao::report
