// Is a file held against a schema, each fault at its line, and is a schema that imports another over the network read without it?

import { expect, test } from 'vitest';
import { openSchema, SchemaUnusable } from './xsd-validation.ts';

const schema = `<?xml version="1.0"?>
<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" targetNamespace="urn:x" xmlns="urn:x"
  elementFormDefault="qualified">
  <xsd:import namespace="http://www.w3.org/2000/09/xmldsig#" schemaLocation="http://www.w3.org/TR/xmldsig-core/xmldsig-core-schema.xsd" />
  <xsd:element name="Lot">
    <xsd:complexType><xsd:sequence>
      <xsd:element name="Mass" type="xsd:float" maxOccurs="2" />
      <xsd:element name="Signature" type="ds:SignatureType" minOccurs="0" />
    </xsd:sequence></xsd:complexType>
  </xsd:element>
</xsd:schema>`;

test('a file that keeps to its schema has no fault, whatever is signed', () => {
  using lot = openSchema(schema);
  expect(lot.faults('<Lot xmlns="urn:x"><Mass>1e3</Mass><Signature><Any>1</Any></Signature></Lot>')).toEqual([]);
});

test('faults are told at their lines', () => {
  using lot = openSchema(schema);
  const faults = lot.faults(new TextEncoder().encode('<Lot xmlns="urn:x">\n<Mass>much</Mass>\n<Volume/>\n</Lot>'));
  expect(faults.map(({ line }) => line)).toEqual([2, 3]);
  expect(faults[0]?.detail).toContain('much');
  expect(lot.faults('<Lot xmlns="urn:x"><Mass>')[0]?.line).toBe(1);
});

test('entities are not followed', () => {
  using lot = openSchema(schema);
  const outside = '<!DOCTYPE Lot [<!ENTITY e SYSTEM "file:///etc/passwd">]><Lot xmlns="urn:x"><Mass>&e;</Mass></Lot>';
  expect(JSON.stringify(lot.faults(outside))).not.toContain('root:');
});

test('what is no schema is said to be none', () => {
  expect(() => openSchema('<a/>')).toThrow(SchemaUnusable);
  expect(() => openSchema('no XML')).toThrow(SchemaUnusable);
});
