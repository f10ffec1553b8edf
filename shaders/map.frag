uniform usampler2D u_cells;      // the cell of each pixel + 1
uniform usampler2D u_seams;      // under outlines: the cell beyond the seam + 1, and in the top byte its share in eighths
uniform sampler2D u_outlines;    // premultiplied
uniform samplerBuffer u_colors;  // one colour a cell; without alpha it is hatched
uniform ivec2 u_origin_px;
uniform int u_hatch_px;
uniform vec3 u_ground;
layout(location = 0) out vec4 o_color;

void main() {
  ivec2 p = ivec2(gl_FragCoord.xy) - u_origin_px;
  uint seam = texelFetch(u_seams, p, 0).r;
  vec4 outline = texelFetch(u_outlines, p, 0);
  // The first colour is the ground's. A software driver takes every branch, so there is none.
  vec4 color = texelFetch(u_colors, int(texelFetch(u_cells, p, 0).r));
  vec4 beyond = texelFetch(u_colors, int(seam & 0xFFFFFFu));
  color = mix(color, beyond, float(seam >> 24) * 0.125);
  // The hatch counts pixels of the picture, so it does not swim when the map is moved.
  float hatch = (p.x + p.y) % u_hatch_px < (u_hatch_px * 3) / 8 ? 0.75 : 0.0;
  vec3 solid = mix(color.rgb, u_ground, hatch * (1.0 - color.a));
  o_color = vec4(solid * (1.0 - outline.a) + outline.rgb, 1.0);
}
