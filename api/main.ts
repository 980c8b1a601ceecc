/**
 * The API as a process. What it is made of is loaded after the cache of compiled code is open,
 * and so comes through it.
 */
import { keepCompiled } from './keep-compiled.ts'

keepCompiled(process.env.CACHE_DIR)
const { start } = await import('./start.ts')
await start()
