// How waste is typed in: the units of mass that a sheet or a person may use, and an instant as a device tells it.

/** Units in which a mass may be typed; 斤 is half a kilogram. */
export const massUnits = ['t', 'kg', 'jin', 'lb'] as const;
/** An instant as a phone in the bay tells it, with its offset: a time that a clock shows, in a zone that there is. */
export const instant = /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-](0\d|1[0-4]):[0-5]\d)$/;
