#pragma once

#include <string>

#include "base/texts.h"
#include "document/document.h"

namespace kebao::render::office {

/// The report as JSON (docs/report-json.md), each interval also in words: "interval".
std::string ReportJson(const document::Document& document, const Texts& texts);

/// `{"texts": {…}}`: the words that office files add of their own.
std::string SettingsJson(const Texts& texts);

}  // namespace kebao::render::office
