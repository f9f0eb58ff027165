const number = '(?:[0-9]{1,4}|[一二两三四五六七八九十百]{1,4}|[a-z甲乙丙丁])';
const side = '[东西南北]';

/** Kinds of premises that end a phrase such as 对面烧烤店 or 那家喷漆厂. */
const premises =
  '店|厂|馆|铺|超市|公司|市场|饭店|酒店|宾馆|网吧|药店|诊所|工地|作坊|仓库|学校|幼儿园|医院|小学|中学|加油站|站|摊|院|棚|池|塘';

/**
 * Pieces that can follow a name and still say where. Longest first within a piece; each ends where the trouble
 * begins (the bin, the lamp), because the place is what is asked for.
 */
const pieces: readonly RegExp[] = [
  // Buildings, entrances, floors, rooms, groups, phases.
  `[0-9]{1,3}(?:-[0-9]{1,4}){1,3}`,
  `第?${number}(?:号楼|号院|号|栋|幢|座|单元|层|楼(?!上|下)|室|户|村民小组|小组|组|队|期|区|网格|排|弄|#楼?|米|支路)`,
  `负[一二三123](?:层|楼)`,
  `(?:[0-9]{3,4})(?![0-9元块年月天人米斤])`,
  `顶楼|底楼|楼顶|楼道|楼梯(?:间|口)?|楼下(?!水)|楼前|楼后|楼头|楼|单元门口?|单元楼道?|单元`,
  // Sides and relations.
  `(?:村|小区)?最${side}(?:边|头|面)(?:那家|那户)?|最(?:里|外|前|后)(?:头|边|面)(?:那家|那户)?`,
  `(?:村|小区)?${side}{1,2}(?:大门|门口?|边|面|头|侧|区|角|院墙?|网格|段|岸|沿|坡|山|街|胡同|${number}米)`,
  `(?:对面|对过|对门|旁边|旁|隔壁|附近|跟前|门口|门前|门外|大门口?|后门|前门|侧门|正门|后头|后面|后边|后院|前面|前头|前边|里头|里面|里边|外头|外面|外边|底下|下面|下头|上面|上头|中间|中段|周边|周围|沿线|一带|拐角|拐弯处|交叉口|交汇处|路口|十字路口|丁字路口|路段|路边|路上|路中间|路西|路东|路南|路北|边上|边|处|口|里|内|外|上(?!水)|下(?!水)|旁)`,
  `那一?片(?:儿)?|那块儿?|那边|那一?带|那(?:个|条)(?=胡同|路口|巷子|桥|广场)`,
  // What stands there.
  `(?:(?<=村)委会?|河山镇|社区|小区|村委会|村委|居委会|村头|村口|村后|村前|村里|村东|村西|村南|村北|村|自然村|庄|新村|网格)`,
  `(?:文化|健身|休闲|中心|小)?(?:广场|公园|花园|游园)(?:舞台)?|(?:地下|立体|路边)?(?:停车场|车库|地库|停车位|车棚)|充电棚|消防(?:通道|车道)|疏散通道|人行道|非机动车道|盲道|地下室|天桥|地下通道`,
  `(?:大桥|小桥|桥)(?:洞子?|头|面|上|下)?|河(?:边|沿|道|沟|堤|滩|岸|里|面)?|水库(?:大坝|坝)?(?:边)?|大坝|湖(?:边|心|面)?|池塘(?:边)?|水塘(?:边)?|湾(?:边)?|水沟|沟(?:边|里)?|排水沟|湿地|后山(?:林区)?|山(?:上|脚|坡|下|顶|沟)|树林(?:里|子)?|林(?:地|区|子)|(?:西瓜|玉米|麦子|菜|庄稼)?地(?:里|头|边)|果园|大棚|菜地|打谷场|晒场`,
  `(?:老)?(?:大街|主街|街|胡同|巷子?|路|大道|公路|土路|水泥路)(?!灯|牌|障|面(?:上|塌|坏|裂|坑))`,
  `加油站|公交站(?:牌|台)?|站牌|变压器|配电(?:房|室)|泵房|锅炉房|门卫(?:室)?|岗亭|传达室|物业(?:办公室|服务中心)|活动室|活动中心|服务站|便民服务中心|党群服务中心|卫生(?:室|院)|幼儿园|小学|中学|学校|医院|诊所|超市|市场|集市|大集|大集上|商场|饭店|宾馆|药店|理发店|快递(?:站|点|柜)|驿站|公厕|厕所|垃圾(?:站|中转站)|凉亭|亭子|操场|篮球场|球场|宿舍楼?|食堂|车间|仓库|厂房|厂区|厂里|工地|祠堂|老屋|老宅|院墙|围墙|院子|大院|院里|[abcd]区`,
  `(?![有大国回在到全人这那我你他她])(?:老|小)?[\\p{Script=Han}]{1,2}[某×x]{0,2}(?:家|奶奶家|大爷家|大娘家|大爷|大娘)(?:门口|屋后|屋前|院墙|院里|房子|老宅)?(?![长的])`,
].map((source) => new RegExp(source, 'uy'));

/** 对面 and 那家 may be followed by what is there, named in the writer's way. */
const neighbour = new RegExp(
  `(?:的|那个|那家|这家|有家|有个)?(?:(?!有|在|是|又|把|被|都|了|没|不|天|人|开|个)[\\p{Script=Han}a-z0-9]){0,5}?(?:${premises})(?:门口|里头|里面|里|旁边|后面|前面)?`,
  'uy',
);
const relation =
  /(?:对面|对过|旁边|隔壁|附近|跟前|后头|后面|前面|边上?|里头|里面|最[东西南北里外前后](?:边|头|面))$/u;

const and = /[跟和与到至、]/uy;
const road = /[\p{Script=Han}]{2,3}(?:路|大道|大街|街)(?!灯|牌|障)/uy;

/** Where the phrase that begins at `start` and holds a name up to `nameEnd` comes to its end. Folded text. */
export function phraseEnd(folded: string, start: number, nameEnd: number): number {
  let end = nameEnd;
  // A phrase of more than forty characters is a story and no place.
  while (end < folded.length && end - start < 40) {
    const next = step(folded, start, end);
    if (next === end) break;
    end = next;
  }
  return end;
}

function step(folded: string, start: number, end: number): number {
  const written = folded.slice(start, end);
  if (relation.test(written)) {
    const there = reach(neighbour, folded, end);
    if (there > end) return there;
  }
  for (const from of startsOf(folded, end)) {
    for (const piece of pieces) {
      const to = reach(piece, folded, from);
      if (to > from) return to;
    }
  }
  if (/(?:路|大道|街)$/.test(written)) {
    const joined = reach(and, folded, end);
    if (joined > end) {
      const other = reach(road, folded, joined);
      if (other > joined) return other;
    }
  }
  return end;
}

/** A piece follows at once, after 的, or after a space or comma when it begins with a number (锦河花苑 5号楼). */
function startsOf(folded: string, end: number): number[] {
  const gap = /^[的\s,，·]{1,2}/u.exec(folded.slice(end, end + 2))?.[0] ?? '';
  if (gap === '的') return [end, end + 1];
  const numbered = /^[0-9一二三四五六七八九十]/u.test(folded.slice(end + gap.length, end + gap.length + 1));
  return gap !== '' && numbered ? [end + gap.length] : [end];
}

function reach(pattern: RegExp, folded: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.test(folded) ? pattern.lastIndex : from;
}
