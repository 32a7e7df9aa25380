/** One answer of a list operation. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  /** Where the next page begins; absent after the last one. */
  readonly next?: string;
}
