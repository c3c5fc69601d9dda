/** How the policy of retention is called. */
export const retentionPolicyEn = {
  group: 'Records',
  fields: {
    keepYears: 'Records are kept for (years)',
  },
  hints: {
    keepYears:
      'By law at least 3 (LSA Art. 42). Each night, records of working time, leave and requests that are older are destroyed for good, and no balance changes by it. What still waits, or what a balance rests on, stays. Files in Slack are your company’s own: Daybook leaves them where they are.',
  },
  problems: {
    'kept-too-short': 'Records of working time and leave are kept for at least 3 years by law (LSA Art. 42).',
    'kept-too-long': 'Records are kept for at most 10 years.',
  },
};
