/** The part of escpos 3.0.0-alpha.6 that Yichuang uses. The package has no types of its own. */
declare module 'escpos' {
  export interface Printer {
    hardware(what: 'init'): Printer
    align(where: 'lt' | 'ct' | 'rt'): Printer
    /** Counted from 0: `size(1, 1)` is twice the normal character. */
    size(width: number, height: number): Printer
    pureText(text: string): Printer
    newLine(): Printer
    raw(bytes: Buffer): Printer
    flush(): Printer
  }
  interface Adapter {
    write(bytes: Buffer): void
  }
  const escpos: { readonly Printer: new (adapter: Adapter, options: { readonly encoding: string }) => Printer }
  export default escpos
}
