/** `--force`, as commands have it that write a file of `--out`. */
export const forceOption = {
  type: 'boolean',
  default: false,
  describe: 'replace a file that is there already',
} as const;
