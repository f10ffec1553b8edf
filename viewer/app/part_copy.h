// Showing parts of a window's back buffer, where the driver can: on X11 with a driver that draws on the processor, for
// which showing a frame is copying it. Apart from window.cpp because X11's headers take common words for themselves.
// UI thread, with the window's context current.
#pragma once

namespace gridwall::app {

bool can_copy_parts();

// From the back buffer, which stays as it is, to the screen; rows count from the bottom, as OpenGL's do.
void copy_part(int x, int y, int w, int h);

}  // namespace gridwall::app
