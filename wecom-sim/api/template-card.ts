import { z } from 'zod';
import type { ShownButton } from '../corp/inboxes.js';
import { readParameter } from './read-parameter.js';

// Template cards (path/90236, wecom.md 2.3). Lengths of titles and labels are display advice: clients cut
// them, the API does not refuse them, so only required fields, counts and byte limits are checked here.
const maxBytes = (limit: number) => z.string().refine((value) => Buffer.byteLength(value) <= limit);
const words = z.string().min(1);
const optionId = maxBytes(128).min(1);
const eventKey = maxBytes(1024).min(1);
const taskId = maxBytes(128).regex(/^[0-9A-Za-z_\-@]+$/);

const title = z.looseObject({ title: words });
const cardAction = z.looseObject({ type: z.union([z.literal(1), z.literal(2)]) });
const actionMenu = z.looseObject({
  action_list: z
    .array(z.looseObject({ text: words, key: eventKey }))
    .min(1)
    .max(3),
});
const options = (most: number) =>
  z
    .array(z.looseObject({ id: optionId, text: words }))
    .min(1)
    .max(most);
const rows = z.array(z.looseObject({ keyname: words })).max(6);
const submitButton = z.looseObject({ text: words, key: eventKey });
const button = z
  .looseObject({
    type: z.union([z.literal(0), z.literal(1)]).default(0),
    text: words,
    style: z.int().min(1).max(4).optional(),
    key: eventKey.optional(),
    url: words.optional(),
  })
  .refine(
    (each) => (each.type === 0 ? each.key : each.url) !== undefined,
    'type 0 needs key, type 1 needs url',
  );

const notice = { action_menu: actionMenu.optional(), task_id: taskId.optional() };
const menuHasTask = (card: { action_menu?: unknown; task_id?: unknown }) =>
  card.action_menu === undefined || card.task_id !== undefined;

const card = z.discriminatedUnion('card_type', [
  z
    .looseObject({
      card_type: z.literal('text_notice'),
      ...notice,
      main_title: z.looseObject({ title: z.string().optional() }).optional(),
      sub_title_text: z.string().optional(),
      horizontal_content_list: rows.optional(),
      jump_list: z.array(z.unknown()).max(3).optional(),
      card_action: cardAction,
    })
    .refine(
      (each) => Boolean(each.main_title?.title || each.sub_title_text),
      'needs a title or sub_title_text',
    )
    .refine(menuHasTask, 'action_menu needs task_id'),
  z
    .looseObject({
      card_type: z.literal('news_notice'),
      ...notice,
      main_title: title,
      card_image: z.looseObject({ url: words }).optional(),
      image_text_area: z.looseObject({ image_url: words }).optional(),
      horizontal_content_list: rows.optional(),
      vertical_content_list: z.array(title).max(4).optional(),
      jump_list: z.array(z.unknown()).max(3).optional(),
      card_action: cardAction,
    })
    .refine((each) => Boolean(each.card_image ?? each.image_text_area), 'needs an image')
    .refine(menuHasTask, 'action_menu needs task_id'),
  z.looseObject({
    card_type: z.literal('button_interaction'),
    task_id: taskId,
    action_menu: actionMenu.optional(),
    main_title: title,
    horizontal_content_list: rows.optional(),
    button_selection: z.looseObject({ question_key: words, option_list: options(10) }).optional(),
    button_list: z.array(button).min(1).max(6),
  }),
  z.looseObject({
    card_type: z.literal('vote_interaction'),
    task_id: taskId,
    main_title: title,
    checkbox: z.looseObject({ question_key: words, option_list: options(20) }),
    submit_button: submitButton,
  }),
  z.looseObject({
    card_type: z.literal('multiple_interaction'),
    task_id: taskId,
    main_title: title,
    select_list: z
      .array(z.looseObject({ question_key: words, option_list: options(10) }))
      .min(1)
      .max(3),
    submit_button: submitButton,
  }),
]);

export interface TemplateCard {
  cardType: string;
  taskId: string | undefined;
  /** Buttons that call back, as the member sees them. */
  buttons: ShownButton[];
  /** Whether message/send answers with a response_code (path/90236, wecom.md 2.2). */
  updatable: boolean;
  content: Record<string, unknown>;
}

export function readTemplateCard(raw: unknown): TemplateCard {
  const content = readParameter(card, raw, 'template_card');
  const interactive = content.card_type.endsWith('_interaction');
  return {
    cardType: content.card_type,
    taskId: content.task_id,
    buttons: content.card_type === 'button_interaction' ? callbackButtons(content.button_list) : [],
    updatable: interactive || content.action_menu !== undefined,
    content,
  };
}

function callbackButtons(list: readonly z.infer<typeof button>[]): ShownButton[] {
  return list.flatMap(({ type, key, text }) => (type === 0 && key !== undefined ? [{ key, text }] : []));
}
