/** Pages of somebody else try to speak to the hall, over HTTP and over a socket: both are turned away at the door. */
import { request } from 'node:http'
import type { Broken } from './check.ts'
import { HALL } from './people.ts'

const EVIL = 'http://evil.example'

/** What the hall answers to a request from a foreign page; 101 would be a socket. */
const statusOf = (url: string, headers: Readonly<Record<string, string>>, body?: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const asked = request(url, { method: body === undefined ? 'GET' : 'POST', headers: { origin: EVIL, ...headers } })
    asked.on('response', (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    asked.on('upgrade', (_response, socket) => {
      socket.destroy()
      resolve(101)
    })
    asked.on('error', reject)
    asked.end(body)
  })

/** What a foreign page was let do, with the token of a real machine in its hand. */
export const letIn = async (url: string, token: string): Promise<Broken[]> => {
  const json = { 'content-type': 'application/json', authorization: `Bearer ${token}` }
  const upgrade = {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
  }
  const tries = [
    { what: 'send a command', status: await statusOf(`${url}${HALL}/commands`, json, '{}'), refused: 403 },
    {
      what: 'open a socket',
      status: await statusOf(`${url}/socket.io/?EIO=4&transport=websocket`, upgrade),
      refused: 400,
    },
  ]
  return tries
    .filter(({ status, refused }) => status !== refused)
    .map(({ what, status }) => ({
      kind: 'finding',
      rule: 'X6',
      sentence: `A page of ${EVIL} could ${what}: ${status}.`,
    }))
}
