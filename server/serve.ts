/** The hall of this machine, until it is told to stop. `npm start` runs it below a parent that minds it (main.ts). */
import { serveHall } from './hall-process.ts'
import { NO_ORDERS, ordersOf } from './minding.ts'

serveHall(ordersOf(process.env) ?? NO_ORDERS)
