import { en, type Words } from './en/index.ts';
import { ko } from './ko/index.ts';

export type { Words } from './en/index.ts';
export type Language = 'en' | 'ko';

/** Everything people see, in one language. */
export const words = (language: Language): Words => (language === 'ko' ? ko : en);

/** A person's language: their own choice, else Slack's locale, else the workspace's setting. */
export function languageOf(choice: Language | undefined, locale: string | undefined, workspace: Language): Language {
  if (choice) return choice;
  const spoken = locale?.toLowerCase().split(/[-_]/)[0];
  return spoken === 'ko' || spoken === 'en' ? spoken : workspace;
}
