import { get } from 'node-emoji';

/** The character for a Slack emoji name, or undefined. Slack's `large_green_circle` and the like are Unicode's plain ones. */
export function emojiFor(name: string): string | undefined {
  return get(name) ?? get(name.replace(/^large_/, ''));
}

/** Replaces `:name:` in plain text where the name is known. */
export function withEmoji(text: string): string {
  return text.replace(/:([a-z0-9_+'-]+):(?::skin-tone-[2-6]:)?/g, (whole, name: string) => emojiFor(name) ?? whole);
}
