// Which parts are in which, by a Granta "Eco" bill of materials in XML (17/11, 23/01 and 24/12 of its schema)?
// Source: BillOfMaterialsEco of Ansys Granta, published under MIT.

import type { Bom, BomLine, Quantity, Reference } from '../../model/bom.ts';
import type { FileProblem } from '../../model/declaration.ts';
import { isCasNumber } from '../cas-number.ts';
import { toMg, toShare, unitOf } from './amount-text.ts';
import { plainDecimal } from './plain-decimal.ts';
import { type Place, ProblemList } from './problem-list.ts';
import { childOf, childrenOf, type XmlElement } from './xml-element.ts';
import { usualLimits, type XmlLimits, XmlReader } from './xml-reader.ts';
import { XmlStop } from './xml-stop.ts';
import { XmlText } from './xml-text.ts';

const namespace = /^http:\/\/www\.grantadesign\.com\/(17\/11|23\/01|24\/12)\/BillOfMaterialsEco$/;

export interface BomRead {
  bom: Bom | null;
  problems: FileProblem[];
}

/** Reads a whole file, or nothing of it. A quantity or mass that is missing is told and stays missing. */
export function readGrantaBom(file: Uint8Array | string, limits: Partial<XmlLimits> = {}): BomRead {
  const problems = new ProblemList();
  const reader = new XmlReader({ root: refuseOthers }, { ...usualLimits, ...limits });
  let root: XmlElement;
  try {
    const text = new XmlText();
    reader.take(typeof file === 'string' ? file : text.take(file) + text.end());
    root = reader.end();
  } catch (thrown) {
    if (!(thrown instanceof XmlStop)) throw thrown;
    return { bom: null, problems: [thrown.problem] };
  }
  const lines: BomLine[] = [];
  for (const part of childrenOf(childOf(root, 'Components'), 'Part'))
    addPart(part, null, `${root.name}/Components/Part`);
  const bom: Bom = { name: textIn(childOf(root, 'Notes'), 'ProductName'), lines };
  return { bom: problems.hasErrors ? null : bom, problems: problems.list() };

  function addPart(part: XmlElement, parent: number | null, path: string): void {
    const place = placeOf(part, path);
    const partNumber = textIn(part, 'PartNumber');
    if (partNumber === null) problems.error('part_number_missing', place);
    const quantity = quantityIn(part, 'Quantity', path, problems);
    if (quantity === null && !childOf(part, 'Quantity'))
      problems.warning('quantity_missing', place, { part: partNumber ?? '' });
    const components = childrenOf(childOf(part, 'Components'), 'Part');
    const massMg = massPerUnit(part, path, problems);
    if (massMg === null && components.length === 0 && !childOf(part, 'MassPerUom'))
      problems.warning('mass_missing', place, { part: partNumber ?? '' });
    const references = (list: string, one: string) =>
      childrenOf(childOf(part, list), one).map((each) => reference(each, `${path}/${list}/${one}`, problems));
    const own = lines.length;
    lines.push({
      ...{ parent, line: part.line, partNumber: partNumber ?? '', name: textIn(part, 'Name'), quantity, massMg },
      materials: references('Materials', 'Material'),
      substances: references('Substances', 'Substance').map(numbered),
      specifications: references('Specifications', 'Specification'),
      exemptions: childrenOf(childOf(part, 'RohsExemptions'), 'RohsExemption').map(({ text }) => text.trim()),
      externalIdentity: textIn(part, 'ExternalIdentity'),
    });
    for (const one of components) addPart(one, own, `${path}/Components/Part`);
  }
}

function refuseOthers(root: XmlElement, found: string): void {
  if (root.name === 'PartsEco' && namespace.test(found)) return;
  const isOther = root.name === 'PartsEco' && found.includes('grantadesign.com');
  const { line, column, name } = root;
  throw new XmlStop({
    ...{ level: 'error', line, column, at: name, code: isOther ? 'unknown_version' : 'not_a_bill_of_materials' },
    facts: isOther ? { version: found.slice(0, 200) } : { element: name, namespace: found.slice(0, 200) },
  });
}

const placeOf = ({ line, column }: XmlElement, at: string): Place => ({ line, column, at });

function textIn(element: XmlElement | undefined, name: string): string | null {
  const text = childOf(element, name)?.text.trim() ?? '';
  return text === '' ? null : text;
}

function quantityIn(element: XmlElement, name: string, path: string, problems: ProblemList): Quantity | null {
  const found = childOf(element, name);
  if (!found) return null;
  const number = plainDecimal(found.text);
  const place = placeOf(found, `${path}/${name}`);
  if (number === null) problems.error('not_a_number', place, { value: found.text.slice(0, 100) });
  else if (number.startsWith('-')) problems.error('negative_amount', place, { value: number });
  else return { number, unit: found.attributes.Unit?.trim() || null };
  return null;
}

/** `10.2` of `kg/Part` is 10,200,000 mg of one part. */
function massPerUnit(part: XmlElement, path: string, problems: ProblemList): string | null {
  const found = quantityIn(part, 'MassPerUom', path, problems);
  return found && massIn(found, placeOf(childOf(part, 'MassPerUom') ?? part, `${path}/MassPerUom`), problems);
}

function massIn({ number, unit }: Quantity, place: Place, problems: ProblemList): string | null {
  const known = unitOf((unit ?? '').split('/')[0] ?? '');
  if (known && 'mass' in known) return toMg(number, known.mass);
  problems.error(unit === null ? 'unit_missing' : 'unknown_unit', place, { unit: unit ?? '' });
  return null;
}

function reference(element: XmlElement, path: string, problems: ProblemList): Reference {
  const percentage = quantityIn(element, 'Percentage', path, problems);
  const mass = quantityIn(element, 'Mass', path, problems);
  const massElement = childOf(element, 'Mass') ?? element;
  const share = percentage && toShare(percentage.number, '%');
  if (share !== null && Number(share) > 1)
    problems.error('impossible_share', placeOf(element, path), { entered: `${percentage?.number} %` });
  return {
    name: textIn(element, 'Name'),
    identity: textIn(element, 'Identity'),
    cas: null,
    share,
    massMg: mass && massIn(mass, placeOf(massElement, `${path}/Mass`), problems),
  };
}

/** The identity of a substance is its CAS number, where it has one. */
function numbered(substance: Reference): Reference {
  const { identity } = substance;
  return { ...substance, cas: identity !== null && isCasNumber(identity) ? identity : null };
}
