export const retentionPolicyEn = {
  group: 'Records',
  fields: {
    keepYears: 'Keep records for (years)',
  },
  hints: {
    keepYears:
      'At least 3 by law (LSA Art. 42). Older attendance, leave and request records are permanently deleted each night; balances do not change. Pending requests and records a balance depends on are kept. Files in Slack belong to your company and are not touched.',
  },
  problems: {
    'kept-too-short': 'By law, attendance and leave records must be kept for at least 3 years (LSA Art. 42).',
    'kept-too-long': 'Records can be kept for up to 10 years.',
  },
};
