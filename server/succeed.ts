/**
 * The same hall in a process that takes the place of another (Z22): it loads beside the one that runs, says so, and opens the
 * hall when the parent says that the other has ended. A release without this file cannot be started beside another.
 */
import { reasonOf } from './log.ts'
import { tellParent, toldToBegin } from './minding.ts'

/** Everything of the release is imported here, so that a file that is missing or broken is said in one line. */
const load = async () => {
  const [{ settings, serveHall }, { prepare }, { programVersion }] = await Promise.all([
    import('./hall-process.ts'),
    import('./prepare.ts'),
    import('./version.ts'),
  ])
  const prepared = prepare(settings())
  return { begin: serveHall, prepared, version: programVersion() }
}

const alone = (): void => process.exit(0)
process.on('disconnect', alone)
try {
  const { begin, prepared, version } = await load()
  const told = toldToBegin()
  tellParent({ loaded: version })
  const orders = await told
  process.off('disconnect', alone)
  begin(orders, prepared)
} catch (error) {
  tellParent({ notLoaded: reasonOf(error) })
  process.exit(1)
}
