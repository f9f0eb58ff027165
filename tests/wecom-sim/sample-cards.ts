/** A card with two buttons, as an officer gets it. */
export function buttonCard(taskId: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    card_type: 'button_interaction',
    task_id: taskId,
    main_title: { title: '路灯不亮' },
    button_list: [
      { text: '签收', style: 1, key: 'acknowledge' },
      { text: '退回', style: 2, key: 'return' },
    ],
    ...more,
  };
}

export function cardMessage(card: Record<string, unknown>, more: Record<string, unknown> = {}) {
  return { msgtype: 'template_card', template_card: card, ...more };
}
