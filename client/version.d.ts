/** The version of the program this page was built from; vite.config.ts writes it in. */
declare const PAGE_VERSION: string
