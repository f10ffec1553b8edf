// Coverage from the distance to the segment, so joins and ends are round; segments are united by a maximum, never added.
// Cells meet in steps of a pixel. Under an outline, where they meet, the second output says which cell lies beyond the
// step, so that it can be smoothed; it depends on the pixel alone, whichever segment writes it last.
noperspective in vec2 v_along_across_px;
flat in float v_length_px;
uniform float u_half_px;
uniform vec4 u_color;
uniform usampler2D u_cells;
uniform ivec2 u_last_px;
layout(location = 0) out vec4 o_color;
layout(location = 1) out uint o_seam;

uint cell_at(ivec2 p) { return texelFetch(u_cells, clamp(p, ivec2(0), u_last_px), 0).r; }

void main() {
  float past_end = max(max(-v_along_across_px.x, v_along_across_px.x - v_length_px), 0.0);
  float distance_px = length(vec2(past_end, v_along_across_px.y));
  float alpha = u_color.a * clamp(u_half_px + 0.5 - distance_px, 0.0, 1.0);
  o_color = vec4(u_color.rgb * alpha, alpha);

  ivec2 p = ivec2(gl_FragCoord.xy);
  uint here = cell_at(p);
  uvec4 around = uvec4(cell_at(p + ivec2(1, 0)), cell_at(p - ivec2(1, 0)), cell_at(p + ivec2(0, 1)), cell_at(p - ivec2(0, 1)));
  uint beyond = around.x != here ? around.x : around.y != here ? around.y : around.z != here ? around.z : around.w;
  uint share = uint(dot(vec4(equal(around, uvec4(beyond))), vec4(1.0)));
  o_seam = beyond == here ? 0u : beyond | (share << 24);
}
