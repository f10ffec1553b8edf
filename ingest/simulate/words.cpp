#include "ingest/simulate/words.h"

#include <array>
#include <vector>

namespace gridwall::simulate {
namespace {

using Texts = std::span<const std::string_view>;

constexpr std::string_view kDirt[] = {"生活垃圾清运不及时", "楼道堆放杂物",   "绿化带内有建筑垃圾",
                                      "垃圾桶破损满溢",     "河边有漂浮垃圾", "公共卫生间异味扰民",
                                      "店铺占道经营",       "小广告乱贴"};
constexpr std::string_view kProperty[] = {"电梯频繁停运", "楼道灯长期不亮", "单元门禁损坏",     "物业收费标准不清",
                                          "外墙瓷砖脱落", "屋面渗水待修",   "地下车库积水未排", "小区监控损坏"};
constexpr std::string_view kNoise[] = {"夜间施工噪声扰民", "广场音响音量过大", "餐馆油烟直排",
                                       "楼上装修超时",     "空调外机噪声大",   "商铺高音喇叭揽客"};
constexpr std::string_view kTraffic[] = {"消防通道被车辆堵住", "非机动车乱停放",   "路口信号灯不亮", "人行道被占用停车",
                                         "限高杆倾斜",         "充电桩车位被占用", "斑马线标线磨损"};
constexpr std::string_view kRoad[] = {"路灯不亮",   "道路坑洼积水", "人行道地砖松动", "下水道井盖破损",
                                      "雨水口堵塞", "护栏损坏",     "路面塌陷",       "盲道被破坏"};
constexpr std::string_view kSupply[] = {"停水未见通知",   "自来水水压偏低", "供水管漏水", "电线低垂",
                                        "燃气表显示异常", "暖气不热",       "频繁跳闸"};
constexpr std::string_view kSafety[] = {"电动车楼道充电", "高空抛物",           "灭火器过期",  "燃气软管老化",
                                        "围挡松动",       "废弃房屋有倒塌风险", "河道护栏缺失"};
constexpr std::string_view kQuarrel[] = {"邻里因漏水起争执", "宠物扰民纠纷",   "停车位使用纠纷",  "装修押金退还纠纷",
                                         "土地边界纠纷",     "工资结算有争议", "公共区域堆物纠纷"};
constexpr std::string_view kBuilding[] = {"屋顶违法搭建", "阳台改造破坏承重墙", "绿地圈占种菜", "沿街违规设置广告牌"};
constexpr std::string_view kCare[] = {"独居老人需要上门看望", "医保报销材料咨询", "残疾人辅具申请",
                                      "低保申请进度咨询",     "老年人助餐点咨询", "孩子入学材料咨询",
                                      "公租房续租办理咨询",   "社保转移咨询"};
constexpr std::string_view kWish[] = {"希望增设儿童游乐设施", "希望加装休闲座椅",   "盼望开设暑期托管班",
                                      "希望增加公交班次",     "想要一处晾晒的地方", "盼望加装电梯"};
constexpr std::string_view kAny[] = {"公共设施损坏",     "请求协调处理", "反映环境问题",
                                     "建议加强日常巡查", "咨询办理流程", "请求尽快维修"};

struct Theme {
  std::vector<std::string_view> keys;
  Texts titles;
  std::vector<std::string_view> departments;
};

// The first theme that has a key contained in the category.
const std::vector<Theme>& themes() {
  static const std::vector<Theme> kThemes = {
      {{"矛盾", "纠纷", "邻里", "dispute"}, kQuarrel, {"司法局", "综治中心"}},
      {{"心愿", "wish"}, kWish, {"民政局", "团县委"}},
      {{"物业", "property"}, kProperty, {"住建局", "社区物业办"}},
      {{"噪", "油烟", "环保", "污染", "noise", "pollution"}, kNoise, {"生态环境局", "城管局"}},
      {{"违建", "违章", "违法建", "illegal_building"}, kBuilding, {"城管局", "自然资源局"}},
      {{"交通", "停车", "车", "traffic", "parking"}, kTraffic, {"公安交警", "城管局"}},
      {{"安全", "隐患", "消防", "safety", "fire"}, kSafety, {"应急管理局", "消防救援大队"}},
      {{"水", "电", "气", "暖", "供", "water", "power", "gas", "utilit"},
       kSupply,
       {"水务公司", "供电公司", "燃气公司"}},
      {{"路", "市政", "设施", "井盖", "灯", "road", "light", "street", "facilit"}, kRoad, {"住建局", "市政养护中心"}},
      {{"环境", "卫生", "垃圾", "市容", "城市管理", "城管", "clean", "waste", "garbage", "environment"},
       kDirt,
       {"城管局", "环卫所"}},
      {{"民生", "民政", "社保", "医", "教育", "养老", "帮", "救助", "服务", "就业", "care", "livelihood", "service"},
       kCare,
       {"民政局", "人社局", "医保局"}},
  };
  return kThemes;
}

const Theme* theme_of(std::string_view category) {
  for (const Theme& theme : themes()) {
    for (const std::string_view key : theme.keys) {
      if (category.find(key) != std::string_view::npos) return &theme;
    }
  }
  return nullptr;
}

constexpr std::string_view kDepartments[] = {"住建局", "城管局", "民政局",     "公安局", "市场监管局",
                                             "人社局", "水务局", "应急管理局", "卫健委", "生态环境局"};
constexpr std::string_view kOrganisations[] = {"安居物业", "和畅物业", "惠民物业", "清风物业", "润城物业", "同心物业",
                                               "新苑物业", "阳光物业", "永泰物业", "悦邻物业", "长青物业", "众和物业"};

}  // namespace

std::string request_title(std::string_view category, std::string_view place, Random& random) {
  const Theme* theme = theme_of(category);
  const std::string_view what = theme ? random.one_of(theme->titles) : random.one_of(kAny);
  return std::string(place) + std::string(what);
}

std::string request_text(Random& random) {
  constexpr std::string_view kTexts[] = {
      "已持续三天，希望尽快处理。", "多位居民反映同一情况。", "夜间更为明显，影响休息。",     "老人小孩出行不便。",
      "之前处理过，近日又出现。",   "请现场查看后回复。",     "希望明确责任单位和完成时间。", "影响周边商户正常经营。"};
  return random.chance(0.45) ? std::string(random.one_of(kTexts)) : std::string();
}

std::string spot_in(std::string_view community, Random& random) {
  constexpr std::string_view kSpots[] = {"东门",     "南门",     "西侧道路", "北侧围墙",    "中心广场",
                                         "菜场门口", "幼儿园旁", "公交站旁", "便民服务点旁"};
  std::string spot(community);
  if (random.chance(0.55)) return spot + std::to_string(random.whole(1, 38)) + "号楼";
  return spot.append(random.one_of(kSpots));
}

std::string_view department_of(std::string_view category, Random& random) {
  const Theme* theme = theme_of(category);
  return theme ? random.one_of(theme->departments) : any_department(random);
}

std::string_view any_department(Random& random) {
  return random.one_of(kDepartments);
}
std::string_view organisation(Random& random) {
  return random.one_of(kOrganisations);
}

std::string_view return_reason(Random& random) {
  constexpr std::string_view kReasons[] = {"不属于本单位职责", "地址不详，请补充", "与已受理事项重复", "需多部门会办"};
  return random.one_of(kReasons);
}

std::string_view cancel_reason(Random& random) {
  constexpr std::string_view kReasons[] = {"重复登记", "来电撤回", "现场核实无此情况", "已自行解决"};
  return random.one_of(kReasons);
}

std::string_view supervise_note(Random& random) {
  constexpr std::string_view kNotes[] = {"临近时限，请加快办理", "群众再次反映，请到场核实", "请当日反馈进展",
                                         "列入督办清单"};
  return random.one_of(kNotes);
}

std::string_view revisit_outcome(bool content, Random& random) {
  constexpr std::string_view kGood[] = {"问题已解决", "群众认可", "整改到位"};
  constexpr std::string_view kBad[] = {"部分解决", "需继续跟进", "群众不认可"};
  return content ? random.one_of(kGood) : random.one_of(kBad);
}

std::string_view hazard_category(Random& random) {
  constexpr std::string_view kKinds[] = {"消防通道堵塞", "飞线充电",   "电动车入户", "燃气软管老化", "井盖破损",
                                         "高空坠物",     "配电箱敞开", "楼道堆物",   "危旧房屋",     "临水护栏缺失"};
  return random.one_of(kKinds);
}

std::string_view dispute_category(Random& random) {
  constexpr std::string_view kKinds[] = {"邻里纠纷", "物业纠纷", "婚姻家庭纠纷", "劳资纠纷", "土地纠纷", "消费纠纷"};
  return random.one_of(kKinds);
}

std::string_view handover_text(Random& random) {
  constexpr std::string_view kTexts[] = {"在办事项已移交，重点关注超期件。", "设备运行正常，无未确认告警。",
                                         "请继续跟进在途救援队伍。", "预警生效期间加强值守，按时报送信息。"};
  return random.one_of(kTexts);
}

std::string_view estate_name(Random& random) {
  constexpr std::string_view kNames[] = {"锦绣花园", "阳光家园", "和谐小区", "幸福里",   "翠竹苑",   "滨河新村",
                                         "书香苑",   "康居苑",   "金桂小区", "丽景花园", "新华小区", "向阳小区",
                                         "安置小区", "教师新村", "南苑小区", "明珠花园"};
  return random.one_of(kNames);
}

std::string_view whistle_text(Random& random) {
  constexpr std::string_view kTexts[] = {"占道经营反复，需联合整治", "疑似违法搭建，需现场认定",
                                         "污水外溢，需查明管网权属", "消防通道被占，需协同清理",
                                         "施工扬尘扰民，需到场执法", "老旧设施存在隐患，需评估加固"};
  return random.one_of(kTexts);
}

std::span<const std::string_view> organisations() {
  return kOrganisations;
}

std::span<const std::string_view> usual_units() {
  static constexpr std::string_view kUnits[] = {
      "县委办公室", "县政府办公室", "组织部",     "宣传部",       "统战部",     "政法委",     "纪委监委",
      "发改局",     "教育局",       "科技局",     "工信局",       "民政局",     "司法局",     "财政局",
      "人社局",     "自然资源局",   "住建局",     "交通运输局",   "水务局",     "农业农村局", "商务局",
      "文旅局",     "卫健局",       "审计局",     "应急管理局",   "市场监管局", "统计局",     "林业局",
      "医保局",     "信访局",       "税务局",     "气象局",       "邮政公司",   "供电局",     "烟草专卖局",
      "总工会",     "团委",         "妇联",       "科协",         "工商联",     "残联",       "红十字会",
      "档案馆",     "融媒体中心",   "党校",       "人民医院",     "中医医院",   "第一中学",   "实验小学",
      "图书馆",     "供销社",       "公积金中心", "机关事务中心", "投资促进局", "综合执法局", "消防救援大队",
      "人民法院",   "人民检察院",   "公安局",     "退役军人局"};
  return kUnits;
}

const AlarmKind& alarm_kind(Random& random) {
  static constexpr std::array<AlarmKind, 7> kKinds = {{{"一键报警", 2, 1.2},
                                                       {"消防水压低", 3, 2},
                                                       {"电梯困人", 3, 2},
                                                       {"井盖位移", 4, 3},
                                                       {"积水超限", 3, 1.5},
                                                       {"烟感报警", 3, 2},
                                                       {"燃气浓度高", 2, 0.5}}};
  return kKinds[random.pick({1.2, 2, 2, 3, 1.5, 2, 0.5})];
}

const IncidentKind& incident_kind(Random& random) {
  static constexpr std::array<IncidentKind, 9> kKinds = {
      {{"交通事故", "两车相撞，一侧车道不能通行", "伤员已送医，正在清障", 40, 3},
       {"火灾", "居民楼厨房冒烟起火", "明火已扑灭，正在排查余火", 60, 2},
       {"供水管爆裂", "供水管爆裂，路面积水", "阀门已关闭，正在开挖抢修", 150, 1.5},
       {"燃气泄漏", "居民闻到明显燃气味", "气源已切断，正在通风检测", 70, 0.8},
       {"人员走失", "老人外出未归，家属求助", "已调取沿线监控，分组查找", 90, 1.2},
       {"电梯困人", "电梯停在楼层之间，两人被困", "已取得联系，正在开门救援", 25, 1.6},
       {"树木倒伏", "行道树倒伏压住路面", "已封闭路段，正在锯断清理", 45, 1},
       {"溺水", "河边有人落水", "救援艇已下水搜寻", 60, 0.4},
       {"危化品泄漏", "货车罐体渗漏，有刺激性气味", "已设警戒区，正在堵漏", 140, 0.2}}};
  std::array<double, kKinds.size()> weights{};
  for (size_t i = 0; i < kKinds.size(); ++i) weights[i] = kKinds[i].weight;
  return kKinds[random.pick(weights)];
}

const WarningKind* warning_kind(unsigned month, Random& random) {
  static constexpr std::array<WarningKind, 8> kKinds = {{{"暴雨", 5, 9},
                                                         {"雷电", 4, 9},
                                                         {"高温", 6, 8},
                                                         {"大风", 3, 11},
                                                         {"大雾", 10, 3},
                                                         {"寒潮", 11, 2},
                                                         {"雪凝", 12, 2},
                                                         {"台风", 7, 9}}};
  std::vector<const WarningKind*> season;
  for (const WarningKind& kind : kKinds) {
    const bool over_new_year = kind.first_month > kind.last_month;
    const bool after = month >= kind.first_month, before = month <= kind.last_month;
    if (over_new_year ? after || before : after && before) season.push_back(&kind);
  }
  return season.empty() ? nullptr : random.one_of(season);
}

}  // namespace gridwall::simulate
