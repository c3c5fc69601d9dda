/** What managers and HR do for somebody, or in an approver's place. */
export const actingEn = {
  standIn: {
    label: 'Stand-in for the work',
    hint: 'Notified once the leave is approved, and when it changes. Approves nothing for you: that is a delegate.',
    by: (name: string): string => `stand-in ${name}`,
    unclear: (name: string): string =>
      `The stand-in “${name}” does not match exactly one person. Choose them in the form.`,
    named: (who: string, when: string): string =>
      `:handshake: *${who}* will be away ${when}, and named you as the stand-in for their work.`,
    moved: (who: string, before: string, when: string): string =>
      `:handshake: *${who}* will be away ${when} instead of ~${before}~. You are the stand-in for their work.`,
    ended: (who: string, when: string): string =>
      `:handshake: You are no longer the stand-in for *${who}*: ~${when}~ (cancelled or changed).`,
  },
  acting: {
    enter: 'Enter leave',
    title: 'Leave for someone',
    changeTitle: 'Change leave',
    enterForm: 'Enter another request',
    chooseForm: (who: string): string => `Which request do you want to enter for *${who}*?`,
    forWhom: (who: string, of: 'leave' | 'request'): string =>
      `${of === 'leave' ? 'Leave' : 'A request'} of *${who}*. They are notified, and the history says who entered it and why.`,
    reason: 'Reason for entering it',
    changeReason: 'Reason for the change',
    reasonHint: 'Seen by the person and the approvers',
    route: 'How',
    stands: 'Applies at once',
    asks: 'Goes to its approvers',
    send: 'Enter',
    overriding: ':information_source: You can enter it anyway. The history says so.',
    noticeSent: (what: string): string => `:memo: This was requested for you: ${what}.`,
    entered: (by: string): string => `entered by ${by}`,
    despite: (what: string): string => `Despite: ${what}`,
    overrode: {
      'too-little': 'too little leave left',
      blocked: 'blackout dates',
      'team-away': 'team limit',
      'notice-too-short': 'notice period',
      'too-far-back': 'time limit for past leave',
      'over-most': 'limit of the type',
      worked: 'recorded work',
      'missing-document': 'missing document',
    } as Record<string, string>,
    historySent: (who: string, again: boolean): string => (again ? `changed it for ${who}` : `requested it for ${who}`),
    inPlace: (by: string): string => `${by} (in their place)`,
    inPlaceOf: (by: string, approvers: string): string => `${by} (in place of ${approvers})`,
    inPlaceTitle: 'Decide in their place',
    inPlaceHint: (approvers: string): string =>
      `You decide in place of *${approvers}*. The card and the history say so, and they are notified.`,
    inPlaceWhy: 'Reason',
    inPlaceReason: 'Seen by the requester and by those in whose place you decide.',
    decision: 'Decision',
    decide: 'Decide',
    passedOver: (by: string, who: string, what: string, outcome: 'approved' | 'rejected'): string =>
      `:information_source: ${by} ${outcome} ${who}’s request in your place: ${what}.`,
  },
};
export type ActingWords = typeof actingEn;
