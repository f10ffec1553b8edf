// UI draw lists: triangles with a colour and a place in a coverage texture.
layout(location = 0) in vec2 a_position_px;
layout(location = 1) in vec2 a_texel;
layout(location = 2) in vec4 a_color;
uniform vec2 u_picture_px;
noperspective out vec2 v_texel;
noperspective out vec4 v_color;

void main() {
  v_texel = a_texel;
  v_color = a_color;
  gl_Position = vec4(clip_from_px(a_position_px, u_picture_px), 0.0, 1.0);
}
