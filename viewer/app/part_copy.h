// Shows only parts of the back buffer of a window, where that is possible: on X11 with a software driver, for which
// showing a frame means copying it. Separate from window.cpp because the headers of X11 define common words as macros.
// UI thread, with the window's context current.
#pragma once

namespace gridwall::app {

bool can_copy_parts();

// From the back buffer, which stays as it is, to the screen; rows count from the bottom, as OpenGL's do.
void copy_part(int x, int y, int w, int h);

}  // namespace gridwall::app
