#pragma once

namespace kebao::render {

/// Takes away from this process, for good, what drawing does not need: files can be read but not
/// made, written, renamed or deleted; no socket, no program, no other process, no signal to one; no
/// core dump. Holds for threads that start later, so call it before the first thread, and before
/// foreign data is read. WorldFailure("render.sandbox") if the kernel refuses: then nothing foreign
/// may be run.
void EnterSandbox();

}  // namespace kebao::render
