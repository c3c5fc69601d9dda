/** A space that does not break as any other. */
export const spaced = (text: string): string => text.replaceAll('\u00a0', ' ');
