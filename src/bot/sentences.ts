import { AppError } from '../shared/errors.js';

/** Fills a reply of replies.yaml. A missing key or value is our own bug and throws. */
export function fillReply(
  replies: Readonly<Record<string, string>>,
  key: string,
  values: Readonly<Record<string, string | number>> = {},
): string {
  const template = replies[key];
  if (template === undefined) throw new AppError('reply-unknown', 'give-up', `replies.yaml has no ${key}`);
  return template.replace(/\{(\w+)\}/g, (_whole, name: string) => {
    const value = values[name];
    if (value === undefined) throw new AppError('reply-value', 'give-up', `${key} needs {${name}}`);
    return String(value);
  });
}
