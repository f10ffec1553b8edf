// Glyphs stand on whole pixels, so the nearest texel is the exact one.
noperspective in vec2 v_texel;
noperspective in vec4 v_color;
uniform sampler2D u_coverage;
layout(location = 0) out vec4 o_color;  // straight alpha

void main() { o_color = vec4(v_color.rgb, v_color.a * texelFetch(u_coverage, ivec2(v_texel), 0).r); }
