// One segment of an outline: four vertices, each knowing both ends; the quad is widened in pixels.
layout(location = 0) in vec4 a_ends_m;  // from xy to zw
uniform vec2 u_center_m;
uniform float u_px_per_m;
uniform vec2 u_layer_px;
uniform float u_outer_px;  // half the width, and the half pixel over which the edge fades
noperspective out vec2 v_along_across_px;
flat out float v_length_px;

void main() {
  vec2 from_px = (a_ends_m.xy - u_center_m) * vec2(u_px_per_m, -u_px_per_m) + u_layer_px * 0.5;
  vec2 to_px = (a_ends_m.zw - u_center_m) * vec2(u_px_per_m, -u_px_per_m) + u_layer_px * 0.5;
  vec2 run_px = to_px - from_px;
  float length_px = length(run_px);
  vec2 along = length_px > 0.0 ? run_px / length_px : vec2(1.0, 0.0);
  vec2 across = vec2(-along.y, along.x);

  int corner = gl_VertexID & 3;
  float a = (corner & 1) == 0 ? -u_outer_px : length_px + u_outer_px;
  float b = (corner & 2) == 0 ? -u_outer_px : u_outer_px;
  v_along_across_px = vec2(a, b);
  v_length_px = length_px;
  gl_Position = vec4(clip_from_px(from_px + along * a + across * b, u_layer_px), 0.0, 1.0);
}
