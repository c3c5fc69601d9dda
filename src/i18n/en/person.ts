import { grouped } from '../format.ts';

export const personEn = {
  person: {
    title: 'Person',
    show: 'Open',
    pick: 'Open a person',
    historyTitle: 'Changes',
    edit: 'Edit details',
    allHistory: 'All changes',
    facts: 'Details',
    now: 'Now',
    month: (month: string): string => `Attendance ${month}`,
    toMonth: 'Attendance',
    balance: 'Leave',
    delegations: 'Delegates',
    delegate: (from: string, to: string, when: string): string => `${when} · ${to} decides for ${from}`,
    requests: 'Requests',
    noRequests: 'No requests yet.',
    correct: 'Correct a day',
    one: (query: string): string => `Found for “${query}”:`,
    several: (query: string): string => `Several people match “${query}”. Who do you mean?`,
    more: (n: number): string => `${grouped(n)} more. Type more of the name.`,
    nobody: (query: string): string => `No one is called “${query}”. Try a part of the name, the e-mail or the number.`,
    noName: 'Type a name after it: `who Kim`.',
  },
};
export type PersonWords = typeof personEn;
