#include "report/build.h"

#include <algorithm>
#include <filesystem>

#include "report/analysis/tell.h"
#include "report/block_builder.h"
#include "report/document_head.h"
#include "report/has_figures.h"
#include "report/narrative/check_narrative.h"
#include "report/narrative/narrator.h"
#include "report/question_list.h"
#include "report/shares_above_one.h"

namespace kebao::report {
namespace {

using document::Block;
using document::Document;
using metrics::ResultTable;

/// A narrative that speaks of the template's tiles names their metrics.
NarrativeBlock Spelled(NarrativeBlock block, const Template& spec) {
  if (block.is_of_tiles) block.changes = HeadlineMetrics(spec);
  return block;
}

/// What a block asks.
std::vector<metrics::Query> QuestionsOfBlock(const BlockSpec& block, const Template& spec) {
  if (const auto* kpis = std::get_if<KpiBlock>(&block)) return {QuestionOf(*kpis)};
  if (const auto* table = std::get_if<TableBlock>(&block)) return {QuestionOf(*table)};
  if (const auto* comparison = std::get_if<ComparisonBlock>(&block))
    return {QuestionOf(*comparison)};
  if (const auto* chart = std::get_if<ChartBlock>(&block)) return {QuestionOf(*chart)};
  if (const auto* narrative = std::get_if<NarrativeBlock>(&block))
    return QuestionsOf(Spelled(*narrative, spec));
  return {};
}

class Assembler {
 public:
  Assembler(const Template& spec, const ReportRequest& request, const ReportSources& sources,
            const Redaction& redaction)
      : spec_(spec),
        request_(request),
        sources_(sources),
        redaction_(redaction),
        builder_(spec, request, sources),
        vocabulary_(sources.catalog, sources.texts, builder_.labels(), request.context.pack),
        head_(spec, request, sources, redaction, builder_.labels()),
        narrator_(request, sources.catalog, builder_.figures(), vocabulary_,
                  head_.IsCoveredAsAWhole()),
        casebook_(request, sources, redaction, builder_.figures(), vocabulary_, builder_.labels(),
                  PeriodNamesOf(request), head_.IsCoveredAsAWhole()) {}

  Result<Document> Run() {
    KEBAO_TRY_VOID(AskEverything());
    Document document = head_.Make();
    for (const SectionSpec& section : spec_.sections) {
      KEBAO_TRY(document::Section built, BuildSection(section));
      if (IsWorthAPlace(&built)) document.sections.push_back(std::move(built));
    }
    SayThatThereIsNothing(&document);
    WarnOfGaps(&document);
    KEBAO_TRY_VOID(
        ExplainSharesAboveOne(sources_.catalog, request_.context.pack, sources_.texts, &document));
    KEBAO_TRY_VOID(CheckSentences(&document));
    return document;
  }

 private:
  Result<void> AskEverything() {
    for (const SectionSpec& section : spec_.sections) {
      for (const BlockSpec& block : section.blocks) {
        for (metrics::Query& query : QuestionsOfBlock(block, spec_)) {
          if (IsAboutEverybody(block)) questions_of_everybody_.Ask(query);
          if (!IsOwnTable(block)) questions_.Ask(std::move(query));
        }
      }
    }
    KEBAO_TRY(answers_, Ask(request_.context, questions_));
    if (request_.everybody) {
      KEBAO_TRY(answers_of_everybody_, Ask(*request_.everybody, questions_of_everybody_));
    }
    return {};
  }

  Result<std::vector<ResultTable>> Ask(const metrics::QueryContext& context,
                                       const QuestionList& questions) const {
    KEBAO_TRY(std::vector<ResultTable> answers, sources_.answer(context, questions.queries()));
    for (ResultTable& answer : answers) redaction_.Apply(&answer);
    return answers;
  }

  static bool IsOwnTable(const BlockSpec& block) {
    const auto* table = std::get_if<TableBlock>(&block);
    return table != nullptr && table->is_own;
  }

  /// In an agent's own version.
  bool IsAboutEverybody(const BlockSpec& block) const {
    return request_.everybody &&
           (IsOwnTable(block) || std::holds_alternative<ComparisonBlock>(block));
  }

  const ResultTable& AnswerTo(const BlockSpec& block) {
    return answers_[questions_.Ask(QuestionsOfBlock(block, spec_).front())];
  }

  /// Nullptr: nobody stands beside the figures.
  const ResultTable* EverybodysAnswerTo(const BlockSpec& block) {
    if (!IsAboutEverybody(block)) return nullptr;
    return &answers_of_everybody_[questions_of_everybody_.Ask(
        QuestionsOfBlock(block, spec_).front())];
  }

  /// What has no figures, and what would fill it, is told to those who can fill it; others do
  /// without.
  bool IsWorthAPlace(document::Section* section) const {
    if (!request_.audience || request_.audience->has_hints) return true;
    const bool had_figures = HasAnyFigure(*section);
    const bool is_of_text = std::ranges::none_of(section->blocks, IsOfFigures);
    LeaveOutWhatShowsNothing(section);
    return !section->blocks.empty() && (had_figures || is_of_text);
  }

  void SayThatThereIsNothing(Document* document) const {
    if (!document->sections.empty() || spec_.sections.empty()) return;
    const SectionSpec& first = spec_.sections.front();
    document->sections.push_back(
        {first.id,
         first.title.In(document->language),
         {document::Paragraph{sources_.texts.Get("report.audience.nothing"),
                              document::Tone::kMuted}}});
  }

  /// No report leaves with a sentence that does not hold: it would be a mistake of ours.
  Result<void> CheckSentences(Document* document) const {
    FigureIndex index;
    index.Add(*document);
    for (const ResultTable& answer : answers_) {
      if (answer.query.grain == metrics::Grain::kNone)
        KEBAO_TRY_VOID(index.Add(answer, builder_.figures()));
    }
    KEBAO_TRY_VOID(AddTargets(&index));
    KEBAO_TRY_VOID(casebook_.AddTo(&index));
    for (const Lie& lie : CheckNarrative(*document, index, builder_.figures(), vocabulary_)) {
      const Problem problem{
          "report.sentence", spec_.place, {{"sentence", lie.sentence}, {"piece", lie.what}}};
      if (!sources_.on_false_sentence) return std::unexpected(problem);
      sources_.on_false_sentence(problem);
      LeaveOut(lie.sentence, document);
    }
    return {};
  }

  static void LeaveOut(const std::string& sentence, Document* document) {
    const auto is_it = [&](const document::Block& block) {
      const auto* paragraph = std::get_if<document::Paragraph>(&block);
      return paragraph != nullptr && !paragraph->id.empty() && paragraph->text == sentence;
    };
    for (document::Section& section : document->sections) std::erase_if(section.blocks, is_it);
  }

  Result<void> AddTargets(FigureIndex* index) const {
    for (const SectionSpec& section : spec_.sections) {
      for (const BlockSpec& block : section.blocks) {
        const auto* narrative = std::get_if<NarrativeBlock>(&block);
        if (narrative == nullptr) continue;
        for (const NarrativeBlock::Target& target : narrative->targets) {
          KEBAO_TRY(const metrics::MetricSpec* metric, builder_.figures().Spec(target.metric));
          metrics::Value value;
          value.value = target.target;
          index->Add(builder_.figures().Make(*metric, value, "target"));
        }
      }
    }
    return {};
  }

  /// The first thing that a reader sees, where the data do not cover what is reported.
  void WarnOfGaps(Document* document) const {
    if (head_.IsCoveredAsAWhole() || document->sections.empty()) return;
    const std::string warning =
        sources_.texts.Get("report.coverage.warning", {{"coverage", head_.CoverageText()}});
    auto& blocks = document->sections.front().blocks;
    blocks.insert(blocks.begin(), document::Paragraph{warning, document::Tone::kBad});
  }

  Result<document::Section> BuildSection(const SectionSpec& spec) {
    document::Section section{spec.id, spec.title.In(sources_.texts.language()), {}};
    bool is_whole = true;
    for (const BlockSpec& block : spec.blocks) {
      const auto appended = AppendBlock(block, &section);
      if (appended) continue;
      KEBAO_TRY_VOID(SayThatItIsBroken(block, appended.error(), &section));
      is_whole = false;
    }
    const std::string& missing = spec.missing.In(sources_.texts.language());
    if (!missing.empty() && is_whole && !HasAnyFigure(section))
      section.blocks = {document::Paragraph{missing, document::Tone::kMuted}};
    return section;
  }

  /// Only what the template is to blame for.
  Result<void> SayThatItIsBroken(const BlockSpec& block, Problem problem,
                                 document::Section* section) const {
    const bool is_of_template = std::holds_alternative<BrokenBlock>(block) ||
                                problem.code == "report.heat_map" ||
                                problem.code == "report.chart" || problem.code == "report.parts";
    if (!is_of_template || !sources_.on_broken_block) return std::unexpected(std::move(problem));
    if (!std::holds_alternative<BrokenBlock>(block)) problem.place = block.place;
    sources_.on_broken_block(problem);
    if (request_.audience && !request_.audience->has_hints) return {};
    // Who reads the report need not know in which folder the template is.
    problem.place = std::filesystem::path(problem.place).filename().string();
    const std::string what = sources_.texts.Describe(problem).what;
    section->blocks.push_back(document::Paragraph{
        sources_.texts.Get("report.broken_block", {{"what", what}}), document::Tone::kBad});
    return {};
  }

  Result<void> AppendNarrative(const NarrativeBlock& block, document::Section* section) {
    const auto answer_to = [this](const metrics::Query& query) -> const ResultTable& {
      return answers_[questions_.Ask(query)];
    };
    KEBAO_TRY(std::vector<document::Paragraph> sentences,
              narrator_.Tell(section->id, Spelled(block, spec_), answer_to));
    std::ranges::move(sentences, std::back_inserter(section->blocks));
    return {};
  }

  Result<void> AppendBlock(const BlockSpec& block, document::Section* section) {
    std::vector<Block>* blocks = &section->blocks;
    if (const auto* broken = std::get_if<BrokenBlock>(&block))
      return std::unexpected(broken->problem);
    if (const auto* kpis = std::get_if<KpiBlock>(&block)) {
      KEBAO_TRY(blocks->emplace_back(), builder_.Kpis(*kpis, AnswerTo(block)));
    } else if (const auto* table = std::get_if<TableBlock>(&block)) {
      const ResultTable* everybodys = EverybodysAnswerTo(block);
      KEBAO_TRY(blocks->emplace_back(),
                builder_.Table(*table, everybodys == nullptr ? AnswerTo(block) : *everybodys));
    } else if (const auto* comparison = std::get_if<ComparisonBlock>(&block)) {
      KEBAO_TRY(blocks->emplace_back(),
                builder_.Comparison(*comparison, AnswerTo(block), EverybodysAnswerTo(block)));
    } else if (const auto* chart = std::get_if<ChartBlock>(&block)) {
      KEBAO_TRY(blocks->emplace_back(), builder_.Chart(*chart, AnswerTo(block)));
    } else if (const auto* text = std::get_if<TextBlock>(&block)) {
      // The user's own words, who may name somebody.
      blocks->push_back(
          document::Paragraph{redaction_.Shown(text->text.In(sources_.texts.language()))});
    } else if (const auto* narrative = std::get_if<NarrativeBlock>(&block)) {
      KEBAO_TRY_VOID(AppendNarrative(*narrative, section));
    } else if (const auto* analysis = std::get_if<AnalysisBlock>(&block)) {
      KEBAO_TRY(std::vector<Block> found, TellAnalysis(*analysis, section->id, &casebook_));
      std::ranges::move(found, std::back_inserter(*blocks));
    } else if (std::holds_alternative<DataQualityBlock>(block)) {
      for (Block& part : builder_.DataQuality()) blocks->push_back(std::move(part));
    } else {
      KEBAO_TRY(blocks->emplace_back(), builder_.Definitions(MetricsOf(spec_)));
    }
    return {};
  }

  const Template& spec_;
  const ReportRequest& request_;
  const ReportSources& sources_;
  const Redaction& redaction_;
  BlockBuilder builder_;
  Vocabulary vocabulary_;
  const DocumentHead head_;
  Narrator narrator_;
  Casebook casebook_;
  QuestionList questions_;
  std::vector<ResultTable> answers_;
  QuestionList questions_of_everybody_;
  std::vector<ResultTable> answers_of_everybody_;
};

}  // namespace

Result<Document> BuildReport(const Template& spec, const ReportRequest& request,
                             const ReportSources& sources) {
  const Redaction redaction =
      request.audience ? Redaction(*request.audience, request.names, sources.catalog, sources.texts)
                       : Redaction(sources.catalog);
  ReportSources shown = sources;
  shown.quality = redaction.Shown(std::move(shown.quality));
  return Assembler(spec, request, shown, redaction).Run();
}

}  // namespace kebao::report
