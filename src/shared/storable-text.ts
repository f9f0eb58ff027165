/**
 * A text as PostgreSQL can keep it: its json holds no NUL and no half of a surrogate pair. Both come from broken
 * keyboards and from people who try things; everything else of the text stays as it was.
 */
export function storableText(text: string): string {
  return text.replaceAll('\u0000', '').toWellFormed();
}
