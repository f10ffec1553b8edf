// The map's part of the picture, from the kept layers.
layout(location = 0) in vec2 a_position_px;
uniform vec2 u_picture_px;

void main() { gl_Position = vec4(clip_from_px(a_position_px, u_picture_px), 0.0, 1.0); }
