// How large a file is, as people say it.

/** `1.2 MB`, in the reader's digits. */
export function sizeOf(bytes: number, language: string): string {
  const units = ['B', 'kB', 'MB', 'GB'];
  const step = bytes < 1000 ? 0 : Math.min(3, Math.floor(Math.log10(bytes) / 3));
  return `${new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(bytes / 1000 ** step)} ${units[step]}`;
}
