import { z } from 'zod';
import { cutBytes } from '../api/cut-text.js';
import type { CardChange, ShownButton } from '../corp/inboxes.js';
import type { SimParts } from '../sim-parts.js';

const words = z.string().min(1);
const mediaReply = z.object({ MediaId: words });
const button = z.object({ Text: words, Key: words }).transform(({ Text, Key }) => ({ text: Text, key: Key }));
// A single repeated element is parsed to an object, several to an array (wecom.md 2.5).
const buttonList = z
  .union([z.array(button), button.transform((each) => [each])])
  .default((): ShownButton[] => []);

// Kinds of passive replies (path/90241, wecom.md 1.6).
const reply = z.discriminatedUnion('MsgType', [
  z.object({ MsgType: z.literal('text'), Content: words }),
  z.object({ MsgType: z.literal('image'), Image: mediaReply }),
  z.object({ MsgType: z.literal('voice'), Voice: mediaReply }),
  z.object({ MsgType: z.literal('video'), Video: mediaReply }),
  z.object({ MsgType: z.literal('news'), Articles: z.record(z.string(), z.unknown()) }),
  z.object({ MsgType: z.literal('update_button'), Button: z.object({ ReplaceName: words }) }),
  z.object({
    MsgType: z.literal('update_template_card'),
    TemplateCard: z.looseObject({ ButtonList: buttonList, ReplaceText: words.optional() }),
  }),
]);
type Reply = z.infer<typeof reply>;

/** The member's chat after a passive reply; the returned reason says why nothing was shown. */
export function showReply(
  parts: SimParts,
  userid: string,
  fields: Record<string, unknown>,
  tappedTaskId: string | undefined,
): string | undefined {
  const parsed = reply.safeParse(fields);
  if (!parsed.success) return 'the reply is of no known kind';
  const change = cardChange(parsed.data);
  if (!change) {
    parts.inboxes.add(userid, { at: parts.clock.now().toISOString(), ...shown(parsed.data, fields) });
    return undefined;
  }
  if (tappedTaskId === undefined) return 'a card can only be changed in answer to a tap';
  // Only the member who clicked sees the change (path/90241, wecom.md 1.6).
  parts.inboxes.changeCard(userid, tappedTaskId, change);
  return undefined;
}

function cardChange(parsed: Reply): CardChange | undefined {
  if (parsed.MsgType === 'update_button') return { replaced: parsed.Button.ReplaceName };
  if (parsed.MsgType !== 'update_template_card') return undefined;
  const { TemplateCard } = parsed;
  return { content: TemplateCard, buttons: TemplateCard.ButtonList, replaced: TemplateCard.ReplaceText };
}

function shown(parsed: Reply, fields: Record<string, unknown>) {
  // Text is at most 2048 bytes (path/90241, wecom.md 1.6).
  const content = parsed.MsgType === 'text' ? { content: cutBytes(parsed.Content, 2048) } : fields;
  return { msgtype: parsed.MsgType, content };
}
