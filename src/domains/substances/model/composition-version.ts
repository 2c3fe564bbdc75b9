/** By which rule a composition that is kept was derived of its product: raised whenever `composed`, or how it is packed, changes. */
export const COMPOSITION_VERSION = 1;
