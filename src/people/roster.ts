/** How far the workspace's members were read from Slack: kept, so that a reading that was cut short goes on. */
export interface Roster {
  wasRead(): Promise<boolean>;
  read(): Promise<void>;
  /** the page at which a reading that was cut short within the last hour goes on */
  cursor(): Promise<string | undefined>;
  reached(cursor: string): Promise<void>;
}
