// Which cell each pixel of the map belongs to.
layout(location = 0) in vec2 a_position_m;
layout(location = 1) in uint a_cell;
uniform vec2 u_center_m;
uniform vec2 u_clip_per_m;
flat out uint v_cell;

void main() {
  v_cell = a_cell;
  gl_Position = vec4((a_position_m - u_center_m) * u_clip_per_m, 0.0, 1.0);
}
