/** What notices and runs owe; each name is a kind of the outbox's. */
export const promotionEffect = {
  /** sends what is prepared; data: by, at */
  sendAll: 'promotion-send',
  /** the notice, by direct message */
  notice: 'promotion-notice',
  /** draws the notice anew where it was sent */
  show: 'promotion-show',
  /** tells the person which dates were designated; data: key of the entry */
  designated: 'promotion-designated',
  /** uploads the evidence to whoever asked for it; data: file, once Slack may have it */
  evidence: 'promotion-evidence',
  /** tells an administrator what is to be done */
  digest: 'promotion-digest',
} as const;
