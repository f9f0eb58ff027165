/** 已扶起来, 当场清理了, 顺手捡走了: what was wrong is over, because the writer did something. */
const solved =
  /(?:已经?|当场|现场|顺手|就地|随手)(?:(?!没|未|不|是否|有没有)[\p{Script=Han}]){0,6}?(?:扶起|扶好|清理|清走|清除|清完|捡|拾|修好|换好|装好|盖好|堵上|关好|关上|拧紧|劝离|劝走|劝开|制止|整改完|处理完|处理好|处理了|处置完|解决|调解好|挪走|挪开|搬走|移走|撕掉|铲掉|恢复)/u;

const doubtful =
  /没(?:能)?(?:处理|解决|清理|修好)|未(?:能)?(?:处理|解决|清理)|[?？吗]$|请(?:派|安排|协调)|求支援|解决不了|处理不了|清不完/;

/** Whether the writer says that it was solved on the spot. Normalised text. */
export function saysSolvedOnTheSpot(text: string): boolean {
  return solved.test(text) && !doubtful.test(text);
}
