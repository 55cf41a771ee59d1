#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace kebao::workspace {

/// Files that are on the disk when the call returns, so that a row about them may be committed.
/// Throw WorldFailure("snapshot.write").

/// Nullopt where the file cannot be read.
std::optional<std::string> ReadWhole(const std::filesystem::path& file);
/// Readable by its owner only.
void WriteDurably(const std::filesystem::path& file, std::string_view bytes);
/// Makes the folder anew, empty, for its owner only.
void MakeEmptyFolder(const std::filesystem::path& folder);
/// What has come into the folder or gone is on the disk.
void SyncFolder(const std::filesystem::path& folder);
/// Within one file system.
void MoveFolder(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace kebao::workspace
