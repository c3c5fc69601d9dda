/** Undoes Slack's escaping of `&<>` in texts that it delivers. */
export const decodeEntities = (text: string): string =>
  text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
