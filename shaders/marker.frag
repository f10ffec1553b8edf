noperspective in vec2 v_offset_px;
flat in vec4 v_size_halo_pulse;
flat in uvec4 v_shape_colors;
flat in float v_length_px;
layout(location = 0) out vec4 o_color;  // premultiplied

float shape_distance(uint shape, vec2 p, float r) {
  vec2 q = abs(p);
  if (shape == 1u) return max(q.x, q.y) - r;
  if (shape == 2u) return (q.x + q.y - r) * 0.70710678;
  if (shape == 3u) return max(q.x * 0.86602540 - p.y * 0.5 - r * 0.5, p.y - r * 0.5);  // even-sided, points up
  if (shape == 4u) return abs(length(p) - r * 0.83333) - r * 0.16667;
  return length(p) - r;
}

vec4 premultiplied(uint rgba, float coverage) {
  vec4 color = unpack_rgba(rgba);
  float alpha = color.a * clamp(coverage, 0.0, 1.0);
  return vec4(color.rgb * alpha, alpha);
}

vec4 over(vec4 top, vec4 below) { return top + below * (1.0 - top.a); }

void main() {
  float r = v_size_halo_pulse.x * 0.5;
  if (v_shape_colors.x == 5u) {
    float past_end = max(max(-v_offset_px.x, v_offset_px.x - v_length_px), 0.0);
    float d = length(vec2(past_end, v_offset_px.y)) - r;
    float way = v_length_px > 0.0 ? clamp(v_offset_px.x / v_length_px, 0.0, 1.0) : 0.0;
    vec4 color = mix(unpack_rgba(v_shape_colors.y), unpack_rgba(v_shape_colors.z), way);
    float alpha = color.a * clamp(0.5 - d, 0.0, 1.0);
    o_color = vec4(color.rgb * alpha, alpha);
    return;
  }
  float d = shape_distance(v_shape_colors.x, v_offset_px, r);
  vec4 color = premultiplied(v_shape_colors.y, 0.5 - d);
  if (v_size_halo_pulse.y > 0.0) color = over(color, premultiplied(v_shape_colors.w, 0.5 - (d - v_size_halo_pulse.y)));
  float pulse = v_size_halo_pulse.z;
  if (pulse > 0.0) {
    float ring = abs(length(v_offset_px) - r - pulse * v_size_halo_pulse.w) - 1.0;
    color = over(color, premultiplied(v_shape_colors.y, 0.5 - ring) * (1.0 - clamp(pulse, 0.0, 1.0)));
  }
  o_color = color;
}
