#pragma once

#include <string>
#include <vector>

#include "app/console.h"
#include "app/data_changes.h"
#include "app/snapshot_json.h"
#include "base/time_zone.h"

namespace kebao::app {

/// Snapshots as a person reads them on the command line.

/// One row each: number, when, template, period, what became of the data since …
std::string SnapshotTable(const std::vector<DatedSnapshot>& snapshots, const TimeZone& zone,
                          const Console& console);
/// "no", "2 imported, 1 undone", "derived anew".
std::string ChangesText(const DataChanges& changes, const Console& console);
/// A line for each import: "imported: 4 chats.csv (zendesk)".
std::vector<std::string> ChangesLines(const DataChanges& changes, const Console& console);
/// All that is known of one but its sentences.
void PrintSnapshot(const DatedSnapshot& dated, const TimeZone& zone, Console* console);
/// Each sentence under its id.
void PrintSentences(const document::Document& document, Console* console);
/// `document_texts`: in the language of the reports, in which figures are written.
void PrintDiff(const ComparedReports& compared, const Texts& document_texts,
               const std::string& currency, Console* console);

}  // namespace kebao::app
