// Compiled only so that there is a precompiled header; see CMakeLists.txt.
