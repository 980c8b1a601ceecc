/** `node zip-into.ts folder`: builds and zips the extension into that folder, and says nothing. */
import { zip } from 'wxt'

await zip({ outDir: process.argv[2] ?? '', browser: 'chrome', mode: 'production' })
