/** What an IDL file says, in the words of the tables of facts. */
export interface IdlFile {
  readonly interfaces: readonly IdlInterface[];
  readonly enums: readonly IdlEnum[];
  readonly libraries: readonly IdlLibrary[];
  /** `const` declarations and the object-like macros of cpp_quote, with their text as value. */
  readonly constants: ReadonlyMap<string, string>;
  /** Other typedefs: name, and what stands for it with its attributes. */
  readonly typedefs: ReadonlyMap<
    string,
    { readonly attributes: readonly string[]; readonly type: string }
  >;
}
export interface IdlInterface {
  readonly name: string;
  readonly base: string;
  readonly attributes: readonly string[];
  readonly methods: readonly IdlMethod[];
}
export interface IdlMethod {
  readonly name: string;
  readonly returns: string;
  readonly attributes: readonly string[];
  readonly params: readonly IdlParameter[];
}
export interface IdlParameter {
  readonly name: string;
  /** Without blanks before the stars: `IStream**`, `SAFEARRAY(VARIANT)*`, `BYTE[18]`. */
  readonly type: string;
  readonly attributes: readonly string[];
}
export interface IdlEnum {
  readonly name: string;
  readonly tag: string;
  readonly attributes: readonly string[];
  readonly values: ReadonlyMap<string, number>;
}
export interface IdlLibrary {
  readonly name: string;
  readonly attributes: readonly string[];
  /** Interfaces named outside of the classes. */
  readonly listed: readonly string[];
  readonly imports: readonly string[];
  readonly classes: readonly IdlClass[];
}
export interface IdlClass {
  readonly name: string;
  readonly attributes: readonly string[];
  readonly interfaces: readonly { readonly name: string; readonly attributes: readonly string[] }[];
}
