/** Every machine of a hall has an address of its own; Linux gives this one all of 127.0.0.0/8 to be them. */

/** The loopback address of the machine with this index, from 127.1.0.1 on. */
export const addressOf = (index: number): string => `127.1.${Math.floor(index / 250)}.${(index % 250) + 1}`
