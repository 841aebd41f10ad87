// @ts-check
'use strict';
// COM from JavaScript with koffi: what a program does that calls IMAPI2 without an addon of its own.
// Methods are called by their places in the vtable (native/contract/*.idl).

/** @typedef {bigint} Pointer */

/**
 * The part of koffi that is used here; it has no types for the bare .node file.
 * @typedef {{
 *   load(library: string): { func(prototype: string): (...args: unknown[]) => number },
 *   proto(prototype: string): unknown,
 *   decode(from: unknown, offset: number, type: string): Pointer,
 *   call(method: Pointer, prototype: unknown, ...args: unknown[]): number,
 *   view(from: Pointer, bytes: number): ArrayBuffer,
 * }} Koffi
 */

/** @param {string} text as `2735412E-7F64-5B0F-8F00-5D77AFBE261E` */
function guid(text) {
  const bytes = Buffer.from(text.replaceAll('-', ''), 'hex');
  bytes.subarray(0, 4).reverse();
  bytes.subarray(4, 6).reverse();
  bytes.subarray(6, 8).reverse();
  return bytes;
}

/**
 * By the types of the arguments; koffi knows its types by name in the whole process.
 * @type {Map<string, unknown>}
 */
const prototypes = new Map();

class KoffiCom {
  /** @param {string} file koffi.node */
  constructor(file) {
    /** @type {Koffi} */
    this.koffi = require(file);
    this.oleaut = this.koffi.load('oleaut32.dll');
    const ole = this.koffi.load('ole32.dll');
    ole.func('int32 __stdcall CoInitializeEx(void *reserved, uint32 flags)')(null, 0);
    this.out = Buffer.alloc(8);
  }

  /**
   * A method of an object. Throws where it fails.
   * @param {Pointer} object
   * @param {number} slot
   * @param {string} types of the arguments behind `this`, as C has them
   * @param {...unknown} args
   */
  call(object, slot, types, ...args) {
    const result = this.koffi.call(
      this.method(object, slot),
      this.prototype(types),
      object,
      ...args,
    );
    if (result < 0) throw new Error(`slot ${slot}: 0x${(result >>> 0).toString(16)}`);
  }

  /**
   * The same, for a method whose last argument is where a pointer goes.
   * @param {Pointer} object
   * @param {number} slot
   * @param {string} types
   * @param {...unknown} args
   */
  get(object, slot, types, ...args) {
    this.call(object, slot, types, ...args, this.out);
    return this.out.readBigUInt64LE();
  }

  /**
   * @param {Pointer} object
   * @param {number} slot
   */
  method(object, slot) {
    const table = this.koffi.decode(object, 0, 'void *');
    return this.koffi.decode(table, 8 * slot, 'void *');
  }

  /** @param {string} types */
  prototype(types) {
    let prototype = prototypes.get(types);
    if (prototype === undefined) {
      const name = `Method${prototypes.size}`;
      prototype = this.koffi.proto(`int32 __stdcall ${name}(void *self${types && `, ${types}`})`);
      prototypes.set(types, prototype);
    }
    return prototype;
  }

  /** @param {Pointer} object */
  release(object) {
    this.koffi.call(this.method(object, 2), this.prototype(''), object);
  }
}

module.exports = { KoffiCom, guid };
