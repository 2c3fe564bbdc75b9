/** An instant as a field for local time wants it: 2024-05-14T08:30. */
export const localMinute = (at: Date): string =>
  new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short' }).format(at).replace(' ', 'T');
