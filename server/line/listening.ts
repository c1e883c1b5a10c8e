/** The first moment of a port. */
import type { Server } from 'node:net'

/** Listens, or says in one sentence why it cannot. */
export const listening = (http: Server, host: string, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    http.once('error', (error: NodeJS.ErrnoException) => {
      const why =
        error.code === 'EADDRINUSE'
          ? `Port ${port} is taken by another program. Stop it, or choose another port: PORT=${port + 1} npm start`
          : `Cannot listen on ${host}:${port}: ${error.message}`
      reject(new Error(why, { cause: error }))
    })
    http.listen(port, host, () => resolve())
  })
