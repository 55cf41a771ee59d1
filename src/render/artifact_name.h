#pragma once

#include <string>
#include <string_view>

#include "document/document.h"

namespace kebao::render {

/// "zh" or "en": the language as it stands in file names and on the command line.
std::string ShortLanguage(const document::Document& document);

/// `<template>_<period>[_<audience>]_<lang>`, each part made safe by SafeFilePart.
std::string ArtifactStem(const document::Document& document);

/// ArtifactStem + "." + extension ("xlsx"). The name has no folder part.
std::string ArtifactName(const document::Document& document, std::string_view extension);

/// Keeps letters of any script, digits, '.', '-' and '_'; everything else becomes '-'. At most 80
/// bytes, cut between characters; never empty and never beginning with '.', so that no part can
/// leave its folder.
std::string SafeFilePart(std::string_view text);

}  // namespace kebao::render
