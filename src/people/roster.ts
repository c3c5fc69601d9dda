/** Progress of reading the workspace's members, kept to resume it. */
export interface Roster {
  wasRead(): Promise<boolean>;
  read(): Promise<void>;
  /** where a reading of the last hour stopped */
  cursor(): Promise<string | undefined>;
  reached(cursor: string): Promise<void>;
}
