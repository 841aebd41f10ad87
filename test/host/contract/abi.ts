/** What a compiler can be asked of the contract's headers, whoever says how it has to be. */
export interface Abi {
  readonly interfaces: readonly {
    readonly name: string;
    readonly iid: string;
    readonly base: string;
    /** Slots of its vtable, those of its bases among them. */
    readonly slots: number;
    readonly methods: readonly {
      readonly name: string;
      readonly slot: number;
      /** Types of its parameters, as C has them. */
      readonly types: readonly string[];
    }[];
  }[];
  readonly classes: readonly { readonly name: string; readonly clsid: string }[];
  readonly enums: readonly {
    readonly name: string;
    readonly values: readonly (readonly [name: string, value: number])[];
  }[];
  readonly dispids: readonly (readonly [name: string, value: number])[];
}

/** `{0x27354130, 0x7F64, 0x5B0F, {0x8F, …}}` */
function guid(text: string): string {
  const [a = '', b = '', c = '', d = '', e = ''] = text.split('-');
  const tail = (d + e).match(/../g) ?? [];
  return `{0x${a}, 0x${b}, 0x${c}, {${tail.map((byte) => `0x${byte}`).join(', ')}}}`;
}

const includes = [
  '#include <cstddef>',
  '#include <type_traits>',
  '#include <windows.h>',
  '#include <ole2.h>',
  '#include <imapi2.h>',
  '#include <imapi2fs.h>',
];

/** A fixed array as a parameter is a pointer to its element. */
const parameterType = (type: string): string => type.replace(/\[\d+\]$/, ' *');

/** Offsets can be asked of C's view only: there an interface is a struct of function pointers. */
export function slotAssertions({ interfaces }: Abi): string[] {
  const lines = ['#define CINTERFACE', ...includes];
  for (const { name, slots, methods } of interfaces) {
    lines.push(
      `static_assert(sizeof(${name}Vtbl) == ${slots} * sizeof(void*), "slots of ${name}");`,
    );
    for (const method of methods) {
      const types = [`${name}*`, ...method.types.map(parameterType)];
      const what = `"${name}::${method.name}"`;
      lines.push(
        `static_assert(offsetof(${name}Vtbl, ${method.name}) == ${method.slot} * sizeof(void*), ${what});`,
        `static_assert(std::is_same_v<decltype(${name}Vtbl::${method.name}), ` +
          `HRESULT(STDMETHODCALLTYPE*)(${types.join(', ')})>, ${what});`,
      );
    }
  }
  return lines;
}

/** The rest is asked of C++'s view, which is what our own code uses. */
export function identityAssertions({ interfaces, classes, enums, dispids }: Abi): string[] {
  const lines = [
    ...includes,
    'constexpr bool Same(const GUID& a, const GUID& b) {',
    '  for (int i = 0; i < 8; ++i) if (a.Data4[i] != b.Data4[i]) return false;',
    '  return a.Data1 == b.Data1 && a.Data2 == b.Data2 && a.Data3 == b.Data3;',
    '}',
  ];
  for (const { name, iid, base } of interfaces) {
    lines.push(
      `static_assert(Same(__uuidof(${name}), GUID${guid(iid)}), "IID of ${name}");`,
      `static_assert(std::is_base_of_v<${base}, ${name}>, "base of ${name}");`,
    );
  }
  for (const { name, clsid } of classes)
    lines.push(`static_assert(Same(__uuidof(${name}), GUID${guid(clsid)}), "CLSID of ${name}");`);
  for (const { name, values } of enums) {
    lines.push(`static_assert(sizeof(${name}) == 4, "${name}");`);
    for (const [constant, value] of values)
      lines.push(`static_assert(static_cast<LONGLONG>(${constant}) == ${value}LL, "${constant}");`);
  }
  for (const [name, value] of dispids) lines.push(`static_assert(${name} == ${value}, "${name}");`);
  return lines;
}
