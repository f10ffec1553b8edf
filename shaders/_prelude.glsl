#version 330 core
// Stands before every shader. Pixels of the picture count from the top left, y downwards, and so do framebuffer rows.

vec4 unpack_rgba(uint rgba) {
  return vec4(float(rgba & 255u), float((rgba >> 8) & 255u), float((rgba >> 16) & 255u), float(rgba >> 24)) / 255.0;
}

vec2 clip_from_px(vec2 px, vec2 picture_px) { return px / picture_px * 2.0 - 1.0; }
