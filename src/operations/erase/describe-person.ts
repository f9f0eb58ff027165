import type { PersonTraces } from '../../store/person-traces.js';

/** Who it is, in one line. */
export function personLine(person: PersonTraces): string {
  const parts = [
    person.name ?? '（没有姓名）',
    ...person.addresses,
    ...person.posts,
    `内部编号 ${person.id}`,
    ...(person.status === 'erased' ? ['已经抹掉'] : []),
  ];
  return parts.join('，');
}

/** What will be erased and what stays. */
export function consequences(person: PersonTraces): string[] {
  return [
    '将抹掉，不能恢复：',
    `  · 姓名和各渠道的账号（${person.addresses.length}个）`,
    `  · 他说的${person.messages}条话、发给他的${person.answers}条消息的内容`,
    `  · 他反映或上报的${person.cases}个件的经过文字、地点、留言，别人收到的提到这些件的消息内容`,
    `  · 他写的${person.notes}条留言，${person.media}个照片和语音`,
    '保留：',
    '  · 件的编号、状态、类别、时间和办理记录（只有编号和代码，认不出人），统计数字不变',
    '  · 以前做的备份里还有他：旧备份到期要删；恢复旧备份以后要再抹一次',
    '  · 他和别人手机上的聊天记录，平台上的，本产品够不着',
    ...(person.posts.length > 0
      ? [`注意：他还是${person.posts.join('、')}。请先从 config 里删掉他，否则下次启动会按配置重新建立这个人`]
      : []),
  ];
}
