// The waste vendors, and which of them a file's name means.
import { useMemo } from 'react';
import type { LocalText } from '#platform/ui/language.tsx';
import { useJson } from '#platform/ui/use-json.ts';

/** A vendor by name. */
export interface Vendor {
  id: string;
  code: string;
  name: LocalText;
}

interface VendorList {
  records: { id: string; values: { code: string; name: LocalText; roles: readonly string[] } }[];
}

/** The vendor whose code stands in a file's name as a word of its own, or whose name does. */
export function vendorInName(vendors: readonly Vendor[], fileName: string): string | undefined {
  const words = new Set(fileName.toUpperCase().split(/[^A-Z0-9\u3400-\u9fff]+/));
  const byCode = vendors.filter(({ code }) => words.has(code.toUpperCase()));
  const byName = vendors.filter(({ name }) => [name.zh, name.en].some((one) => one && fileName.includes(one)));
  const found = byCode.length > 0 ? byCode : byName;
  // Two that fit are asked about: a statement under the wrong vendor agrees with nothing.
  return found.length === 1 ? found[0]?.id : undefined;
}

/** Vendors, once they are known. */
export function useVendors(): { list: readonly Vendor[]; inName: (fileName: string) => string | undefined } {
  const { data } = useJson<VendorList>('/records/suppliers.supplier', { which: 'counting', limit: 500 });
  return useMemo(() => {
    const list = (data?.records ?? [])
      .filter(({ values }) => values.roles.includes('waste_vendor'))
      .map(({ id, values }) => ({ id, code: values.code, name: values.name }));
    return { list, inName: (fileName) => vendorInName(list, fileName) };
  }, [data]);
}
