/** IBlockRange: both ends belong to it. */
export interface BlockRange {
  readonly startLba: number;
  readonly endLba: number;
}
