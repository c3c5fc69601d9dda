export interface Finding {
  about: string;
  is: 'good' | 'note' | 'bad';
  says: string;
  /** how to mend it */
  mend?: string;
}

export const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error));
