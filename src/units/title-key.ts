// Under which word a figure is named: where its owner chose by which definition it is, the name says so wherever it stands.

/**
 * The key of the title of a figure. A parameter `definition` is a choice of what the figure means, and each choice has a title
 * of its own; until one is chosen, the plain title stands.
 */
export const titleKey = (kpi: string, parameters: Readonly<Record<string, unknown>> | undefined): string =>
  typeof parameters?.definition === 'string' ? `${kpi}|by.${parameters.definition}` : kpi;
