/** A process of its own that takes the steps up to one: to be killed in the middle of it. */
import { migrate } from '../migrate.ts'
import { openDatabase } from '../open.ts'

const [url = '', step] = process.argv.slice(2)
const { owner } = await openDatabase({ url })
await migrate(owner, step)
