// A marker or a piece of track: one quad an instance, large enough for its rim and its pulse.
layout(location = 0) in vec4 a_ends_px;    // centre xy; a track runs from xy to zw
layout(location = 1) in vec4 a_size_halo_pulse;  // size, halo, pulse 0 to 1, reach of the pulse; pixels
layout(location = 2) in uvec4 a_shape_colors;    // shape, colour, end colour, halo colour
uniform vec2 u_picture_px;
noperspective out vec2 v_offset_px;  // from the centre; for a track along and across it
flat out vec4 v_size_halo_pulse;
flat out uvec4 v_shape_colors;
flat out float v_length_px;

const uint kTrack = 5u;

void main() {
  vec2 corner = vec2((gl_VertexID & 1) == 0 ? -1.0 : 1.0, (gl_VertexID & 2) == 0 ? -1.0 : 1.0);
  float reach = a_size_halo_pulse.x * 0.5 + a_size_halo_pulse.y + 1.0;
  vec2 position_px;
  v_length_px = 0.0;
  if (a_shape_colors.x == kTrack) {
    vec2 run_px = a_ends_px.zw - a_ends_px.xy;
    v_length_px = length(run_px);
    vec2 along = v_length_px > 0.0 ? run_px / v_length_px : vec2(1.0, 0.0);
    v_offset_px = vec2(corner.x < 0.0 ? -reach : v_length_px + reach, corner.y * reach);
    position_px = a_ends_px.xy + along * v_offset_px.x + vec2(-along.y, along.x) * v_offset_px.y;
  } else {
    if (a_size_halo_pulse.z > 0.0) reach += a_size_halo_pulse.w + 1.0;
    v_offset_px = corner * reach;
    position_px = a_ends_px.xy + v_offset_px;
  }
  v_size_halo_pulse = a_size_halo_pulse;
  v_shape_colors = a_shape_colors;
  gl_Position = vec4(clip_from_px(position_px, u_picture_px), 0.0, 1.0);
}
