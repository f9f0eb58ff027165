/** Kinds of people one speaks for; a pronoun or an office is none of them. */
const person =
  '阿姨|大爷|大娘|大妈|大叔|大婶|大伯|奶奶|爷爷|姥姥|姥爷|叔叔|叔|婶|伯|老师|先生|女士|师傅|大哥|大姐|嫂子|哥|姐|老人|老太太?|老头|老两口|邻居|业主|住户|居民|村民|租户|商户|老板|老乡|群众|家属|户主|妈妈?|爸爸?|娘|爹|婆婆|公公|丈母娘|岳父|岳母|儿子|女儿|闺女|孩子|爱人|对象|老伴|媳妇|户';
const say = '报|反映|上报|说一?[声下]|问|提|投诉|登记|求助|反馈|递|转达|咨询';

const inFront = new RegExp(
  `(?:替|帮|代|给)((?:(?![替帮代给我们把报])[\\p{Script=Han}a-z0-9#-]|我(?=妈|爸|娘|爹|婆|公|邻|对|楼)){0,12}?(?:${person})(?:家)?)(?:来|先)?(?:${say})`,
  'u',
);
const asked = new RegExp(
  `((?:[\\p{Script=Han}]{0,3}[0-9]{1,3}[号栋单元楼室-]{1,3}[0-9室单元]{0,6}(?:的)?)?[\\p{Script=Han}某]{0,3}(?:${person}))(?:让我|叫我|托我|委托我|请我|喊我)(?:来|帮忙?|给)?(?:她|他|他们)?(?:${say})`,
  'u',
);

/** For whom somebody else writes: 替3号楼李阿姨报 → 3号楼李阿姨. Normalised text; null when the writer speaks for himself. */
export function findOnBehalfOf(text: string): string | null {
  return inFront.exec(text)?.[1] ?? asked.exec(text)?.[1] ?? null;
}
