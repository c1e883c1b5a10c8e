/**
 * The one text of the pages that becomes script: the service worker's address. The pages' policy wants every such text to
 * come from a named source (trusted types, X9), and this is it.
 */
type Policies = {
  readonly createPolicy: (
    name: string,
    rules: { readonly createScriptURL: () => string },
  ) => { readonly createScriptURL: (text: string) => unknown }
}

const ADDRESS = '/sw.js'

const policies = (globalThis as { readonly trustedTypes?: Policies }).trustedTypes

/** The same address always, whatever anybody asks of it. */
export const workerAddress = (policies
  ?.createPolicy('yichuang', { createScriptURL: () => ADDRESS })
  .createScriptURL('') ?? ADDRESS) as string
