/**
 * Shapes of sentences that tell intents apart whatever the matter is, in normalised text. Words of the trade are in
 * intents.yaml; these are the grammar around them.
 */

/** Something is broken, dirty, loud, missing or wrong, whatever it is. */
export const trouble =
  /坏|漏|堵|脏|臭|吵|闹|扰|乱|破|塌|断|停水|停电|停气|不亮|不通|不热|不走|不动|没人管|没人收|没人来|不管|满了|溢|裂|倒了|歪|掉|冒|偷|骗|欠|打架|占|味儿?|噪|危险|隐患|害怕|担心|受不了|投诉|举报|反映|摔|砸|扔|淹|滑|烂|锈|松动|没水|没电|没气|没了|不上|不出来?|不了(?!解)|没发|没给|没来|堆|挡|缺|少了|停了|丢|违|私自|黑心|过期|难受|影响|纠纷|矛盾|不给|不让|拖着|生病|出事|可疑/;

/** Said of a matter that lasts or angers: a question behind it (能喝么) does not make it a mere question. */
export const grievance =
  /没人管|好几天|好几次|好几个月|天天|老是|一直|又[^是有能可]|都[^是有能可]{0,4}了|太|实在|赶紧|快点|!!|受不了|气人|坏了|不亮|堵了|漏|翘|冒/;

export const question =
  /[?]|吗|(?<![这那什怎要多])么(?![事样])|[^人]呢$|怎么|咋|哪|多少|多大|多久|几(?:年|个|点|天|号|月|趟|次|分|楼|岁|$)|啥|(?<!说)什么(?!的|都|也)|谁|能不能|可不可以|是不是|要不要|行不行|开不开|在不在|给不给|[办用能行给让]不$/;

/** Asks for a place, a number or a time; also about things that are troubles elsewhere (违建归哪里管). */
export const plainQuestion =
  /哪(?!怕)|多少|多久|几(?:年|个月|点|天|号|趟|次|楼|岁|$)|电话是|什么时候[^才]|怎么(?:办理|申请|走)/;

/** Asked of the bot itself, or of nothing that a government could answer. */
export const smallTalk = /^(?:哎|喂|那)?(?:你|您)(?!们|好)|吃的?(?:啥|什么)|开玩笑/;

/** Thanks and nothing else. */
export const onlyThanks =
  /^(?:好的?|嗯+|行|哦|ok|收到)?[,，。!]*(?:太|非常|多|真是|十分)?(?:谢谢?|感谢|辛苦)(?:你们?|您|了|啦|啊|哈|大家|呀)*[,，。!~]*$/;

const earlier =
  /(?:上次|上回|上个?月|上个?礼拜|上周|前几?天|昨天|那天|之前|早先|早上|上午|我|俺|咱|你们|说好)(?:我|俺|家|跟你们|给你们)?(?:说|报|反映|投诉|提|上报|申请|交|答应|登记|来)(?:好|过|上去)?的?|(?:反映|投诉|上报|报修|举报|提交)的|[那这]个?(?:投诉|举报|报修)|(?:说好的|工单|单子|调解|案子|那件事?|那个事|的事(?:情|儿)?|审核|审批|批复|申请)/;
const outcome =
  /(?:了|到|着)(?:吗|没有?|么)|没有?[?]?$|有人[^,，。]{1,4}[吗没么]|[^是]呢[?]?$|啥时候|什么时候|(?:什么|啥|咋个?)情况|情况(?:如何|怎样)|下文|回音|回话|动静|人呢|环节|哪一?步|进行到|结果/;

/** 上次说的…了吗: how something stands that was told before. */
export function asksBack(text: string): string | null {
  const before = earlier.exec(text);
  if (!before) return null;
  const asked = outcome.exec(text.slice(before.index + before[0].length));
  return asked ? before[0] + asked[0] : null;
}

/** 是三单元不是二单元: corrects what was said before. */
export const correction =
  /^(?:补充|更正|对了(?!吗))|(?:^|[,，。;])[^,，。;?吗]{0,6}是[^,，。;?是]{1,10}(?:,)?(?:而)?不是[^,，。;?]{1,10}$|(?:^|[,，。;!])(?:不是[^,，。;?]{1,10}[,，]?是[^,，。;?]{1,12}$|应该是)/;

/** 帮我, 替我妈, 来家里: asks somebody to go or act for one. */
const helpWish =
  /帮(?:我|俺|他|她|忙|着|一?下|老人|孩子)|替(?:我|俺|他|她|老人)|代(?:我|俺|替)|上门|[来到](?:我|俺)?家里?[给帮]|能来家|来家里|跑腿|跑个腿|代劳|派人帮|派个人帮/;

/** Papers and benefits: things that one person can see to for another. */
const paperwork =
  /材料|手续|证|表格?|卡|大厅|窗口|评定|评残|鉴定|补贴|津贴|补助|救助|低保|医保|社保|养老|户口|落户|登记|缴费|认证|申请|报销|执照|预约|挂号/;

/** Asks that somebody sees to papers for the writer, whatever they are. */
export function asksErrand(text: string): string | null {
  return paperwork.test(text) ? (helpWish.exec(text)?.[0] ?? null) : null;
}

const official =
  /网格员|网格长|书记|村?主任|村干部|会计|社区(?:的|干部|工作)|工作人员|窗口|办事员|大厅的|城管|民警|协警|辅警|片警|警察|接线员?|接电话的|你们的?人|领导|干部|执法/;
const misconduct =
  /态度|难听|脏[字话]|挂(?:我|了我)?的?电话|[骂吼训凶]|推(?:我|了|搡)|踹|动手|玩手机|爱答不理|不理人|不搭理|收(?:礼|钱|了|红包)|要(?:钱|红包|好处)|亲戚|侄子|小舅子|优亲|假的|造假|没来过|不见(?:人|影)|糊弄|敷衍|泄露|发(?:到)?群|传出去|说出去|刁难|不给办|拒绝|偏袒|包庇|摆谱|打官腔|推来推去|推诿|扣(?:我|了)|吃低保|偷懒|脱岗|不作为|欺负/;

/** An official and what he did wrong, close to each other and in this order. */
export function accusesOfficial(text: string): string | null {
  const who = official.exec(text);
  if (!who) return null;
  const from = who.index + who[0].length;
  const what = misconduct.exec(text.slice(from, from + 20));
  return what ? `${who[0]}${what[0]}` : null;
}

/** Points to a matter that both sides know already. */
export const known =
  /刚|上[次回面]|之前|昨天|前[几两]?天|上午|补|更正|错|误|虚惊|满意|评|星|忘|[工撤销]单|[那个这]件|我报|报的|反映的|投诉|举报|那个|那事|你们|结案|办结|修|处理|解决|清理|整改|来人|回访|根本|压根/;

/** Waiting for something: without it 快点处理 is only the end of a new complaint. */
export const waiting = /催|还没|还不|到底|等了|等到|报了|说了|反映|几天|多久|超期|期限|说好|答应|管不管|拖/;
