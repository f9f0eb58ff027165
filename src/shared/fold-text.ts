/** Traditional forms that people's keyboards put into addresses and complaints, each with its simplified form. */
const simplified: ReadonlyMap<string, string> = new Map(
  [
    ...'號号樓楼棟栋單单區区東东後后裡里裏里門门頭头車车電电園园華华業业廣广場场邊边對对麼么燈灯無无處处個个們们這这來来說说請请誰谁',
  ]
    .join('')
    .match(/../gu)
    ?.map((pair) => [pair.charAt(0), pair.charAt(1)] as const),
);

const foldable = new RegExp(`[\\uff01-\\uff5e\\u3000A-Z${[...simplified.keys()].join('')}]`, 'g');

/**
 * One way of writing for matching: half width, lower case, simplified. Every UTF-16 unit keeps its place, so that an
 * index into the folded text is an index into the writer's own.
 */
export function foldText(text: string): string {
  return text.replace(foldable, foldUnit);
}

function foldUnit(unit: string): string {
  const known = simplified.get(unit);
  if (known !== undefined) return known;
  if (unit === '\u3000') return ' ';
  const code = unit.charCodeAt(0);
  // Full-width forms lie 0xFEE0 above ASCII (Unicode block FF00–FFEF).
  return String.fromCharCode(code >= 0xff01 ? code - 0xfee0 : code).toLowerCase();
}
