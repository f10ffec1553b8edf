flat in uint v_cell;
layout(location = 0) out uint o_cell;

void main() { o_cell = v_cell + 1u; }  // 0 is outside of every cell
