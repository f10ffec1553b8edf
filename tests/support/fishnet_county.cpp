#include "tests/support/fishnet_county.h"

namespace gridwall::testing {

CountySource fishnet_county() {
  return {"fishnet.toml", R"(key = "fishnet"
code = "000000"
name = { zh = "试县", en = "Test County" }
center_name = { zh = "试县指挥中心", en = "Test County Command Centre" }
time_zone = "Asia/Shanghai"
hierarchy = []

[tiers]
grid = { zh = "网格", en = "Grid" }
community = { zh = "社区", en = "Community" }
street = { zh = "街道", en = "Street" }
county = { zh = "县级", en = "County" }

[due]
grid = "1d"
community = "3d"
street = "7d"
county = "15d"

[[stage]]
keys = ["placed", "dispatched", "accepted", "supervised", "resolved", "published", "rated"]
label = { zh = "办理", en = "Handling" }

[[channel]]
value = "12345"
label = { zh = "12345热线", en = "12345 hotline" }

[[category]]
value = "噪音"
label = { zh = "噪音", en = "Noise" }

[map.fishnet]
box = [119.0, 33.0, 119.043, 33.036]
cell_m = 1000
)",
          "", ""};
}

}  // namespace gridwall::testing
