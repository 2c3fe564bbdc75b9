// How waste is typed in: the units of mass that a sheet or a person may use, and an instant as a device tells it.

/** Units in which a mass may be typed; 斤 is half a kilogram. */
export const massUnits = ['t', 'kg', 'jin', 'lb'] as const;
/** An instant as a phone in the bay tells it, with its offset. */
export const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;
